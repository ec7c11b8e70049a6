/// Finds out what went back of our payments, whoever started it: asks Stripe and books the
/// difference.
@NullMarked
package dev.aibridge.billing.returns;

import org.jspecify.annotations.NullMarked;
