package dev.aibridge.billing.returns;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How refunds and disputes are found of which no webhook told.
@ConfigMapping(prefix = "aibridge.returns")
public interface ReturnSettings {

    /// How often Stripe is asked for all of them.
    @WithDefault("10m")
    Duration every();

    /// How often debts are followed up: running requests may spend what a dispute was to freeze,
    /// and give back what repays a debt.
    @WithDefault("10s")
    Duration debtsEvery();

    /// How old a refund may be: Stripe's can fail up to 30 days after they were made.
    @WithDefault("40d")
    Duration refundWindow();

    /// How old a dispute may be: banks take up to 75 days to decide, some twice.
    @WithDefault("180d")
    Duration disputeWindow();
}
