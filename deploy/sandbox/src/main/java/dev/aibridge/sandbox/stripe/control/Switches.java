package dev.aibridge.sandbox.stripe.control;

import dev.aibridge.sandbox.stripe.pay.Later;

/// How payments and refunds end from now on. Used by one event loop.
public final class Switches {

    private static final String SUCCEEDED = "succeeded";

    private final Later usualLater;
    private Later later;
    private String refundStatus = SUCCEEDED;

    /// @param usualLater until it is switched
    public Switches(Later usualLater) {
        this.usualLater = usualLater;
        this.later = usualLater;
    }

    /// How delayed payments end.
    public Later later() {
        return later;
    }

    /// What becomes of new refunds.
    public String refundStatus() {
        return refundStatus;
    }

    void later(Later next) {
        later = next;
    }

    void refundStatus(String next) {
        refundStatus = next;
    }

    void clear() {
        later = usualLater;
        refundStatus = SUCCEEDED;
    }
}
