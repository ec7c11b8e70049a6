package dev.aibridge.portal.packs;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.SystemSettings;
import dev.aibridge.portal.billing.Product;
import dev.aibridge.portal.billing.Products;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/// The packs of tokens that can be bought, for everybody to see.
@Path("/products")
@Produces(Portal.HTML)
public class PacksPage {

    /// The page.
    ///
    /// @param products none while billing was never heard
    /// @param starter whole tokens that a newcomer is given; 0 for none
    record Packs(List<Product> products, long starter) implements TemplateInstance {}

    private final Products products;
    private final SystemSettings settings;

    PacksPage(Products products, SystemSettings settings) {
        this.products = products;
        this.settings = settings;
    }

    /// All that are on sale.
    @GET
    @PermitAll
    public TemplateInstance products() {
        return new Packs(products.onSale(), settings.signUpOpen() ? settings.starterTokens() : 0);
    }
}
