/// Receipts and credit notes: fixed when money comes and goes, drawn as PDF when they are read.
@NullMarked
package dev.aibridge.billing.receipts;

import org.jspecify.annotations.NullMarked;
