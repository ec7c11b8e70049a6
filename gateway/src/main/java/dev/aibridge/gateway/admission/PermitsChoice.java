package dev.aibridge.gateway.admission;

import dev.aibridge.gateway.knowledge.DatabaseClock;
import dev.aibridge.gateway.knowledge.LiveGateways;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Which permits this gateway counts with.
final class PermitsChoice {

    private PermitsChoice() {}

    @Produces
    @Singleton
    static Permits permits(
            Vertx vertx,
            LimitsConfig limits,
            RedisConfig redis,
            LiveGateways live,
            DatabaseClock clock,
            MeterRegistry metrics) {
        if (!limits.shared()) {
            return new LocalPermits(clock, System::nanoTime, limits.maxScopes());
        }
        RedisPermits permits = new RedisPermits(vertx, redis, limits, live, clock, Permits.WINDOW);
        metrics.gauge("aibridge.limits.local", permits, p -> p.local() ? 1 : 0);
        permits.start();
        return permits;
    }

    static void close(@Disposes Permits permits) {
        if (permits instanceof RedisPermits shared) {
            shared.close();
        }
    }
}
