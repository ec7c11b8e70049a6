package dev.aibridge.billing.autotopup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How saved cards are charged.
@ConfigMapping(prefix = "aibridge.auto-top-up")
public interface AutoTopUpSettings {

    /// How often balances are compared with thresholds.
    @WithDefault("5s")
    Duration every();

    /// Declined charges in a row after which no more are made.
    @WithDefault("2")
    int declines();

    /// How long after a declined charge the next is made.
    @WithDefault("1h")
    Duration pause();

    /// When Stripe is asked again for a charge of which it did not say what became.
    @WithDefault("1m")
    Duration lookEvery();

    /// For how long it is asked under the charge's own key: less than the 24 h for which Stripe
    /// remembers it. After that the charge is looked for; when it is not there, it was never made.
    @WithDefault("23h")
    Duration askAgain();

    /// Tenants whose cards are charged in one pass.
    @WithDefault("50")
    int batch();
}
