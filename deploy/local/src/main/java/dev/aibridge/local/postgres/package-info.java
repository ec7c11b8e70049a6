/// A real PostgreSQL from the binaries of a Maven artifact, run directly (`initdb`, `postgres`).
///
/// Directly, because the wrapper that comes with the artifact hides the process (its pid, its
/// signals, its command line) and knows one way only to run as root.
@NullMarked
package dev.aibridge.local.postgres;

import org.jspecify.annotations.NullMarked;
