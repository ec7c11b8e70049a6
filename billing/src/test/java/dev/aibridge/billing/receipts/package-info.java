@NullMarked
package dev.aibridge.billing.receipts;

import org.jspecify.annotations.NullMarked;
