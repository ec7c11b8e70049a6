package dev.aibridge.sandbox.stripe.params;

/// Stripe's limits that more than one place knows.
final class Limits {

    static final int METADATA_NAMES = 50;
    static final int METADATA_NAME = 40;
    static final int METADATA_VALUE = 500;

    private Limits() {}
}
