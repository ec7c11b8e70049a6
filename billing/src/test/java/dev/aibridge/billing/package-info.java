@NullMarked
package dev.aibridge.billing;

import org.jspecify.annotations.NullMarked;
