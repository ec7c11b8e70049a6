@NullMarked
package dev.aibridge.billing.alerts;

import org.jspecify.annotations.NullMarked;
