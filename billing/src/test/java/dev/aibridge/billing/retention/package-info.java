@NullMarked
package dev.aibridge.billing.retention;

import org.jspecify.annotations.NullMarked;
