package dev.aibridge.portal.billing;

import java.time.Duration;

/// Billing says no.
public final class BillingRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String detail;
    private final Duration retryAfter;

    BillingRefused(int status, String code, String detail, Duration retryAfter) {
        super(status + " " + code + ": " + detail);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// What programs act on: `wallet_not_found`, `checkout_limit`, `insufficient`.
    public String code() {
        return code;
    }

    /// What it says to people, in English.
    public String detail() {
        return detail;
    }

    /// Whether it said just that.
    public boolean is(String which) {
        return code.equals(which);
    }

    /// When to ask again; zero when it was not said.
    public Duration retryAfter() {
        return retryAfter;
    }
}
