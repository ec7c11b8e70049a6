package dev.aibridge.sandbox.stripe.control;

import dev.aibridge.sandbox.stripe.pay.Later;

/// How payments and refunds end from now on. Used by one event loop.
public final class Switches {

    private static final String SUCCEEDED = "succeeded";

    private final Later usualLater;
    private Later later;
    private String refundStatus = SUCCEEDED;
    private String offSession = SUCCEEDED;

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

    /// What becomes of charges while the card's owner is away.
    public String offSession() {
        return offSession;
    }

    void offSession(String next) {
        offSession = next;
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
        offSession = SUCCEEDED;
    }
}
