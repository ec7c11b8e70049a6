/// Auto top-up: a saved card is charged while a balance is low, one charge at a time and within a
/// month's cap.
@NullMarked
package dev.aibridge.billing.autotopup;

import org.jspecify.annotations.NullMarked;
