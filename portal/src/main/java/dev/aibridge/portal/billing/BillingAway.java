package dev.aibridge.portal.billing;

/// Billing does not answer, or not in time. What was asked may or may not have happened.
public final class BillingAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BillingAway(String message, Throwable cause) {
        super(message, cause);
    }

    BillingAway(String message) {
        super(message);
    }
}
