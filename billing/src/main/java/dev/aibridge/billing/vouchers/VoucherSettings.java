package dev.aibridge.billing.vouchers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How vouchers are made and redeemed.
@ConfigMapping(prefix = "aibridge.vouchers")
public interface VoucherSettings {

    /// The most that are made at once.
    @WithDefault("500")
    int atOnce();

    /// Codes that are none which a tenant may try within the time below.
    @WithDefault("10")
    int misses();

    /// How long such a try counts.
    @WithDefault("1h")
    Duration missWindow();
}
