package dev.aibridge.gateway.api;

import dev.aibridge.gateway.routing.Catalogues;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when requests are taken and there is something to offer. A database that is away does not
/// count: the gateway goes on inside its leases.
@Readiness
@ApplicationScoped
class Ready implements HealthCheck {

    private final GatewayServer server;
    private final Catalogues catalogues;

    Ready(GatewayServer server, Catalogues catalogues) {
        this.server = server;
        this.catalogues = catalogues;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway")
                .status(server.isServing() && catalogues.current().isPresent())
                .build();
    }
}
