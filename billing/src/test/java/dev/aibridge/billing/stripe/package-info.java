/// A Stripe to test against.
@NullMarked
package dev.aibridge.billing.stripe;

import org.jspecify.annotations.NullMarked;
