package dev.aibridge.billing.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;

/// What operators watch of settlement. Never labelled by tenant or key.
@ApplicationScoped
public class SettlementMetrics {

    private final InstantSource clock;
    private final Counter booked;
    private final Counter repeated;
    private final Counter quarantined;
    private final Counter mismatches;
    private final Counter conflicts;
    private final Counter failures;
    private final Timer lag;

    /// Meters in that registry.
    public SettlementMetrics(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        booked = events(registry, "booked");
        repeated = events(registry, "repeated");
        quarantined = events(registry, "quarantined");
        mismatches = registry.counter("aibridge_settlement_mismatches");
        conflicts = registry.counter("aibridge_settlement_conflicts");
        failures = registry.counter("aibridge_settlement_failures");
        lag =
                Timer.builder("aibridge_settlement_lag")
                        .description("from the intake to the books, the oldest event of each batch")
                        .serviceLevelObjectives(
                                Duration.ofMillis(50),
                                Duration.ofMillis(250),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10))
                        .register(registry);
    }

    private static Counter events(MeterRegistry registry, String result) {
        return registry.counter("aibridge_settlement_events", "result", result);
    }

    void settled(Settled settled) {
        booked.increment(settled.booked());
        repeated.increment(settled.repeated());
        quarantined.increment(settled.quarantined());
        mismatches.increment(settled.mismatches());
        conflicts.increment(settled.conflicts());
        if (settled.taken() > 0) {
            lag.record(Duration.ofMillis(Math.max(0, clock.millis() - settled.oldestMs())));
        }
    }

    void quarantined(int events) {
        quarantined.increment(events);
    }

    void failed() {
        failures.increment();
    }
}
