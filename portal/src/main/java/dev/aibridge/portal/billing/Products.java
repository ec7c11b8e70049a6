package dev.aibridge.portal.billing;

import dev.aibridge.portal.PortalConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// What is on sale. Public pages ask often: it is remembered for seconds, and while billing is away
/// for as long as that lasts.
@ApplicationScoped
public class Products {

    private static final Logger LOG = Logger.getLogger(Products.class);

    private record Heard(long atNanos, List<Product> products) {}

    private final ProductsApi api;
    private final Duration life;
    private volatile Heard last = new Heard(0, List.of());

    Products(@RestClient ProductsApi api, PortalConfig config) {
        this.api = api;
        this.life = config.settingsLife();
    }

    /// What is on sale, in order; nothing while billing was never heard.
    public List<Product> onSale() {
        Heard heard = last;
        if (heard.atNanos == 0 || System.nanoTime() - heard.atNanos > life.toNanos()) {
            heard = new Heard(System.nanoTime(), hear(heard.products));
            last = heard;
        }
        return heard.products;
    }

    /// The one that prices are shown at: the first that is on sale.
    public Optional<Product> standard() {
        return onSale().stream().findFirst();
    }

    private List<Product> hear(List<Product> before) {
        try {
            return List.copyOf(api.products().items());
        } catch (ProcessingException | BillingAway | BillingRefused e) {
            LOG.warnf("no products from billing: %s", e.getMessage());
            return before;
        }
    }
}
