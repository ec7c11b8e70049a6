package dev.aibridge.billing.refunds;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How money goes back.
@ConfigMapping(prefix = "aibridge.refunds")
public interface RefundSettings {

    /// The most refunds that a tenant may begin by itself within the time below; failed ones don't
    /// count.
    @WithDefault("3")
    int selfService();

    /// How long a refund counts.
    @WithDefault("30d")
    Duration selfServiceWindow();

    /// For how long Stripe is asked again for a refund whose outcome is unknown, under the same
    /// key: less than the 24 h for which Stripe remembers it. After that it is looked for once
    /// more; when it is not there, it was never made.
    @WithDefault("23h")
    Duration askAgain();

    /// How often the same refund whose outcome is unknown is looked for.
    @WithDefault("1m")
    Duration lookEvery();

    /// How often such refunds are taken up.
    @WithDefault("10s")
    Duration lookTick();
}
