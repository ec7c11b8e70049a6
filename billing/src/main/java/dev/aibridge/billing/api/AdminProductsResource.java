package dev.aibridge.billing.api;

import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.orders.Products;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What an admin puts on sale. Orders keep the terms they were made on.
@Path("/v1/admin/products")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
public class AdminProductsResource {

    private final Products products;
    private final Caller caller;

    /// Changes those products.
    public AdminProductsResource(Products products, Caller caller) {
        this.products = products;
        this.caller = caller;
    }

    /// Those that are not on sale too.
    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "allProducts", summary = "All products, in order")
    public Items<ProductView> products() {
        return new Items<>(products.all().stream().map(ProductView::of).toList());
    }

    /// Adds one.
    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "createProduct", summary = "Add a product")
    public Response create(@Nullable ProductView product) {
        ProductView wanted = required(product);
        if (!Products.isId(wanted.id())) {
            throw new Refused(
                    Problem.invalid("`id` must have 1 to 64 of the characters a-z, 0-9 and -."));
        }
        return products.create(wanted.id(), wanted.terms(), admin())
                .map(made -> Response.status(Status.CREATED).entity(ProductView.of(made)).build())
                .orElseThrow(
                        () ->
                                new Refused(
                                        Problem.conflict(
                                                "product_exists",
                                                "There is a product of this id.")));
    }

    /// Changes one.
    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "changeProduct", summary = "Change a product's terms")
    public ProductView change(@PathParam("id") String id, @Nullable ProductView product) {
        ProductView wanted = required(product);
        if (!wanted.id().equals(id)) {
            throw new Refused(Problem.invalid("`id` must be that of the address."));
        }
        return products.change(id, wanted.terms(), admin())
                .map(ProductView::of)
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND));
    }

    private static ProductView required(@Nullable ProductView product) {
        if (product == null) {
            throw new Refused(Problem.invalid("The body is missing."));
        }
        return product;
    }

    private Admin admin() {
        return new Admin(
                caller.subject().orElseThrow(() -> new Refused(Problem.NOT_FOUND)), caller.name());
    }
}
