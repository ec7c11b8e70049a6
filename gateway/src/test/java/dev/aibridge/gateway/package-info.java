@NullMarked
package dev.aibridge.gateway;

import org.jspecify.annotations.NullMarked;
