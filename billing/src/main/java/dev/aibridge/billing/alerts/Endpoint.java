package dev.aibridge.billing.alerts;

import java.time.Instant;
import java.util.UUID;

/// An address of a tenant's that alerts are sent to.
public record Endpoint(UUID id, String url, Instant madeAt) {

    /// The longest address, in characters.
    public static final int LONGEST = 500;
}
