package dev.aibridge.billing.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;

/// How our books are compared with those of others.
@ConfigMapping(prefix = "aibridge.comparison")
public interface ComparisonSettings {

    /// When they are compared, once a day; UTC.
    @WithDefault("04:00")
    LocalTime at();

    /// How often it is looked at whether that is due.
    @WithDefault("5m")
    Duration tick();

    /// How far back they are compared: what is settled late shows for so long.
    @WithDefault("30d")
    Duration window();

    /// How much earlier Stripe may have had a payment than we heard of it.
    @WithDefault("8d")
    Duration margin();

    /// The longest that comparing may take in the database.
    @WithDefault("60s")
    Duration limit();
}
