/// The vendors' JSON: what is read and what is written.
@NullMarked
package dev.aibridge.sandbox.wire;

import org.jspecify.annotations.NullMarked;
