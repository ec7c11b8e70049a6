@NullMarked
package dev.aibridge.billing.vendor;

import org.jspecify.annotations.NullMarked;
