package dev.aibridge.billing.orders;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// How orders are paid.
@ConfigMapping(prefix = "aibridge.orders")
public interface OrderSettings {

    /// Where customers come back to from Stripe: the portal's public URL.
    URI portalUrl();

    /// The most pages at Stripe that a tenant may begin within the time below.
    @WithDefault("5")
    int checkouts();

    /// How long a page that was begun counts.
    @WithDefault("15m")
    Duration checkoutWindow();

    /// A page that has less time left is ended and replaced when its order is reopened. Stripe
    /// makes none for less than 30 min.
    @WithDefault("30m")
    Duration lastMinutes();

    /// How often Stripe is asked about a page of which nothing more was heard: with the tick, well
    /// within the 15 min in which a payment is credited without any webhook.
    @WithDefault("10m")
    Duration reconcileEvery();

    /// For how long after it was begun.
    @WithDefault("7d")
    Duration reconcileWindow();

    /// How often the reconciler looks for such pages.
    @WithDefault("30s")
    Duration reconcileTick();

    /// When a page is looked at again that Stripe did not tell about.
    @WithDefault("1m")
    Duration reconcileRetry();

    /// Pages that the reconciler takes at once.
    @WithDefault("20")
    int reconcileBatch();
}
