package dev.aibridge.gateway.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Puts the relay's parts together.
final class House {

    private House() {}

    @Produces
    @Singleton
    static Stage stage(Vertx vertx, RelayConfig config, ExactCount exact, MeterRegistry metrics) {
        InFlight inFlight = new InFlight(config.inFlight());
        metrics.gauge("aibridge.requests.running", inFlight, InFlight::count);
        BodyBudget bodies = new BodyBudget(config.bodyBudget().asLongValue());
        return new Stage(vertx, config, new Watch(vertx), inFlight, bodies, exact);
    }
}
