package dev.aibridge.sandbox.stripe.webhook;

/// In which order held events are released.
public enum Order {
    SENT,
    REVERSED,
    SHUFFLED
}
