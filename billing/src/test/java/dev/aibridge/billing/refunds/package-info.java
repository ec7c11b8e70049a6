/// Refunds and disputes against the database, without Stripe.
@NullMarked
package dev.aibridge.billing.refunds;

import org.jspecify.annotations.NullMarked;
