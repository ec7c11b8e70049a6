package dev.aibridge.billing.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long changing calls are remembered.
@ConfigMapping(prefix = "aibridge.idempotency")
public interface IdempotencySettings {

    /// How long the same key has the same answer.
    @WithDefault("24h")
    Duration keep();

    /// How long a call may run before its process counts as gone and the same key may try again:
    /// longer than Stripe may take with all retries.
    @WithDefault("2m")
    Duration longestCall();
}
