/// Where a request goes: from a model's name to the channel that serves it, and its price.
@NullMarked
package dev.aibridge.gateway.routing;

import org.jspecify.annotations.NullMarked;
