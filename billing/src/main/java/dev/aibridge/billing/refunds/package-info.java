/// Money that goes back: the unspent part of an order to whoever paid it. The tokens leave the
/// wallet before Stripe is asked.
@NullMarked
package dev.aibridge.billing.refunds;

import org.jspecify.annotations.NullMarked;
