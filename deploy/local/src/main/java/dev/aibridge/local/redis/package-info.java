/// A real Redis: the machine's own `valkey-server` or `redis-server`, else one from a Maven
/// artifact.
@NullMarked
package dev.aibridge.local.redis;

import org.jspecify.annotations.NullMarked;
