/// Trying a channel before it serves: one tiny call to its vendor, on the management port alone.
@NullMarked
package dev.aibridge.gateway.api.trial;

import org.jspecify.annotations.NullMarked;
