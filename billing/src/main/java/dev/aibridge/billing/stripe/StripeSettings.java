package dev.aibridge.billing.stripe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// How Stripe is reached.
@ConfigMapping(prefix = "aibridge.stripe")
public interface StripeSettings {

    /// The key of our account; billing does not start without it.
    Optional<String> secretKey();

    /// What webhooks are signed with; billing does not start without it.
    Optional<String> webhookSecret();

    /// Where Stripe is; a sandbox of our own in trials.
    URI baseUrl();

    /// How long a connection may take to open.
    @WithDefault("3s")
    Duration connectTimeout();

    /// How long an answer may take.
    @WithDefault("10s")
    Duration readTimeout();

    /// How often a call is repeated, under its idempotency key, when its outcome is unknown.
    @WithDefault("2")
    int retries();

    /// Calls at the same time. One more is refused at once, so that a Stripe that hangs leaves
    /// threads for everything else.
    @WithDefault("16")
    int concurrency();

    /// How far a webhook's time may be from ours, in the past or the future.
    @WithDefault("5m")
    Duration tolerance();

    /// How long a customer can pay on one page: less than the 24 h for which Stripe remembers the
    /// key that the page was made under.
    @WithDefault("23h")
    Duration sessionLife();
}
