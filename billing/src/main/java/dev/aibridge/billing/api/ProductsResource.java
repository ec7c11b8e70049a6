package dev.aibridge.billing.api;

import dev.aibridge.billing.orders.Products;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What is on sale.
@Path("/v1/products")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
public class ProductsResource {

    private final Products products;

    /// Shows those products.
    public ProductsResource(Products products) {
        this.products = products;
    }

    /// Anyone may see them.
    @GET
    @PermitAll
    @Operation(operationId = "products", summary = "The products on sale, in order")
    public Items<ProductView> products() {
        return new Items<>(products.onSale().stream().map(ProductView::of).toList());
    }
}
