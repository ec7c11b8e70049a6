package dev.aibridge.billing.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long things are kept.
@ConfigMapping(prefix = "aibridge.retention")
public interface RetentionSettings {

    /// For how many UTC days usage events are kept one by one; their sums and the ledger stay. 0 =
    /// for ever.
    @WithDefault("400")
    int usageDays();

    /// How long mails and webhooks that arrived or were given up stay in the list of deliveries.
    @WithDefault("90d")
    Duration deliveries();

    /// How often it is looked for what is past that.
    @WithDefault("1h")
    Duration every();

    /// The longest that summing up and removing a day of usage events may take.
    @WithDefault("30m")
    Duration dayLimit();
}
