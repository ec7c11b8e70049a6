/// How much was used, counted as it passes by.
@NullMarked
package dev.aibridge.gateway.metering;

import org.jspecify.annotations.NullMarked;
