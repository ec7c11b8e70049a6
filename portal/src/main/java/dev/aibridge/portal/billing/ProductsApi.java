package dev.aibridge.portal.billing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// The part of billing's REST API that needs no token.
@Path("/v1")
@RegisterRestClient(configKey = "billing")
@RegisterProvider(Refusals.class)
public interface ProductsApi {

    /// What is on sale, in order.
    @GET
    @Path("/products")
    Items<Product> products();
}
