package dev.aibridge.billing.api;

import dev.aibridge.billing.intake.SettlementLoop;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while every settler runs. That the database answers is checked by Quarkus beside it.
@Readiness
@ApplicationScoped
public class SettlementCheck implements HealthCheck {

    private final SettlementLoop loop;

    /// Watches that loop.
    public SettlementCheck(SettlementLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("settlement").status(loop.isAlive()).build();
    }
}
