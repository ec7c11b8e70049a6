package dev.aibridge.portal.home;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.SystemSettings;
import dev.aibridge.portal.billing.Product;
import dev.aibridge.portal.billing.Products;
import dev.aibridge.portal.catalog.Catalogue;
import dev.aibridge.portal.catalog.Offer;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The first page: what it is, what it costs, how it works.
@Path("/")
@Produces(Portal.HTML)
public class HomePage {

    private static final int MOST_OF_A_VENDOR = 2;
    private static final int MOST_PRICES = 8;

    /// The page.
    ///
    /// @param model the one that the programs name; empty when none can be called
    /// @param vendors their models' names, the first ones of each
    /// @param prices the first models of each vendor
    /// @param all how many models there are
    /// @param starter whole tokens that a newcomer is given; 0 for none
    record Home(
            String model,
            Map<String, List<Offer>> vendors,
            List<Offer> prices,
            int all,
            List<Product> packs,
            Optional<Product> rate,
            long starter)
            implements TemplateInstance {}

    private final Catalogue catalogue;
    private final Products products;
    private final SystemSettings settings;

    HomePage(Catalogue catalogue, Products products, SystemSettings settings) {
        this.catalogue = catalogue;
        this.products = products;
        this.settings = settings;
    }

    /// What a stranger sees first.
    @GET
    @PermitAll
    public TemplateInstance home() {
        List<Offer> offers = catalogue.offers();
        Map<String, List<Offer>> vendors =
                offers.stream()
                        .filter(offer -> offer.model().chat())
                        .collect(
                                Collectors.groupingBy(
                                        offer -> offer.model().provider,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        vendors.replaceAll((name, all) -> all.stream().limit(MOST_OF_A_VENDOR).toList());
        return new Home(
                Catalogue.toTry(offers).map(Offer::id).orElse(""),
                vendors,
                vendors.values().stream().flatMap(List::stream).limit(MOST_PRICES).toList(),
                offers.size(),
                products.onSale(),
                products.standard(),
                settings.signUpOpen() ? settings.starterTokens() : 0);
    }
}
