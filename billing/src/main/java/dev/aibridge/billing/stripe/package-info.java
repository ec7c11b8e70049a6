/// Stripe, as far as billing needs it: Checkout Sessions, saved cards, refunds, disputes, and
/// signatures of webhooks.
@NullMarked
package dev.aibridge.billing.stripe;

import org.jspecify.annotations.NullMarked;
