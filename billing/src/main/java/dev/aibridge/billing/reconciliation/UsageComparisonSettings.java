package dev.aibridge.billing.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;

/// How our usage is compared with what vendors bill.
@ConfigMapping(prefix = "aibridge.usage-comparison")
public interface UsageComparisonSettings {

    /// When it is compared, once a day; UTC.
    @WithDefault("05:00")
    LocalTime at();

    /// How many whole days of UTC are compared each time: vendors report late.
    @WithDefault("4")
    int days();

    /// What may differ of a day's sum, in parts per million of the larger one.
    @WithDefault("10000")
    long tolerancePpm();

    /// How many tokens may differ in any case.
    @WithDefault("10000")
    long toleranceTokens();

    /// How many requests may differ in any case.
    @WithDefault("3")
    long toleranceRequests();

    /// How near to midnight a request may be on either day: clocks differ.
    @WithDefault("1m")
    Duration edge();

    /// How long after a vendor did not say it is asked again.
    @WithDefault("1h")
    Duration retry();

    /// The longest that comparing one account may take in the database: it reads every event of
    /// those days.
    @WithDefault("10m")
    Duration limit();
}
