package dev.aibridge.billing.stripe;

import com.stripe.exception.StripeException;

/// Stripe understood and said no: a mistake in our code or in the account's settings.
public final class StripeRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    StripeRefusal(StripeException cause) {
        super("Stripe refused: " + cause.getMessage(), cause);
    }
}
