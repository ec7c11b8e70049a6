package dev.aibridge.portal.orders;

import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Order;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/// The way to Stripe's page.
@ApplicationScoped
class Checkout {

    private static final String TOO_MANY = "checkout_limit";

    private final Set<String> origins;

    Checkout(PortalConfig config) {
        origins = Set.copyOf(config.checkoutOrigins());
    }

    /// Leads to the page to pay an order on, or to the order itself when there is nothing to pay.
    ///
    /// @throws IllegalStateException when forms may not lead there: browsers would stop silently
    Response lead(Order order) {
        URI page = order.checkoutUrl();
        if (page == null) {
            return Response.seeOther(URI.create("/orders/" + order.id())).build();
        }
        if (!origins.contains(page.getScheme() + "://" + page.getAuthority())) {
            throw new IllegalStateException(
                    page + " is not among aibridge.portal.checkout-origins: " + origins);
        }
        return Response.seeOther(page).build();
    }

    /// Whether too many pages were begun in a short time.
    static boolean isTooMany(BillingRefused refusal) {
        return refusal.is(TOO_MANY);
    }

    /// How many minutes to wait until another page may be begun.
    static long minutes(BillingRefused refusal) {
        return Math.max(
                1,
                Math.ceilDiv(refusal.retryAfter().toSeconds(), Duration.ofMinutes(1).toSeconds()));
    }
}
