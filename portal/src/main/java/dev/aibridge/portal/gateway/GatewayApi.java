package dev.aibridge.portal.gateway;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// The gateway's management port. Ask it through [Gateway].
@Path("/channels")
@RegisterRestClient(configKey = "gateway")
interface GatewayApi {

    /// Tries a channel with its own key; charged to nobody here.
    ///
    /// @param authorization the management token, as `Bearer …`
    @POST
    @Path("/{channel}/test")
    Uni<Trial> test(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            String channel,
            Trial.Question question);
}
