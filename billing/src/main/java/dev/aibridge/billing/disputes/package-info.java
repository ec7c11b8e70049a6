/// Payments that their payers dispute at the bank: what is left of their tokens is frozen, what is
/// spent is owed, until the bank decides.
@NullMarked
package dev.aibridge.billing.disputes;

import org.jspecify.annotations.NullMarked;
