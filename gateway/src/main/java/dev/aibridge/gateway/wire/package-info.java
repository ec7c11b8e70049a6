/// JSON and server-sent events as vendors write them; unknown fields are kept.
@NullMarked
package dev.aibridge.gateway.wire;

import org.jspecify.annotations.NullMarked;
