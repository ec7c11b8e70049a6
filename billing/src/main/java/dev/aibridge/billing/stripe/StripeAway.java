package dev.aibridge.billing.stripe;

/// Stripe did not answer, or not now: what was asked may have happened or not. Try again.
public final class StripeAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    StripeAway(String message, Throwable cause) {
        super(message, cause);
    }

    StripeAway(String message) {
        super(message);
    }
}
