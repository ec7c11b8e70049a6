package dev.aibridge.billing.alerts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// How tenants are told about their money.
@ConfigMapping(prefix = "aibridge.alerts")
public interface AlertSettings {

    /// At least 32 characters, from which every endpoint's secret is derived; without it no
    /// endpoint can be added.
    Optional<String> webhookKey();

    /// Whether endpoints may be at addresses of our own network, and without TLS: for trials.
    @WithDefault("false")
    boolean privateAddresses();

    /// How often balances are compared with thresholds.
    @WithDefault("5s")
    Duration balanceEvery();

    /// How often the days that balances last are compared with thresholds.
    @WithDefault("1m")
    Duration daysEvery();

    /// How often what is used of spend caps is compared with thresholds.
    @WithDefault("5s")
    Duration capsEvery();

    /// How often the outbox is looked at.
    @WithDefault("1s")
    Duration poll();

    /// Deliveries that are made at the same time.
    @WithDefault("8")
    int batch();

    /// For how long nobody else takes a delivery that was taken: longer than one attempt.
    @WithDefault("2m")
    Duration claim();

    /// How long an endpoint or mail server may take.
    @WithDefault("10s")
    Duration timeout();

    /// The pause after a delivery's first failure; it doubles with each.
    @WithDefault("1m")
    Duration pause();

    /// The longest pause between attempts at one delivery.
    @WithDefault("6h")
    Duration longestPause();

    /// When a delivery is given up.
    @WithDefault("3d")
    Duration giveUp();

    /// The most thresholds of a tenant.
    @WithDefault("20")
    int rules();

    /// The most endpoints of a tenant.
    @WithDefault("5")
    int endpoints();
}
