package dev.aibridge.sandbox.stripe.webhook;

/// Where events go.
///
/// @param url empty for nowhere
/// @param secret signs them
public record Address(String url, String secret) {

    public Address {
        if (!url.isEmpty() && secret.isBlank()) {
            throw new IllegalArgumentException("STRIPE_WEBHOOK_SECRET is empty");
        }
    }

    boolean exists() {
        return !url.isEmpty();
    }
}
