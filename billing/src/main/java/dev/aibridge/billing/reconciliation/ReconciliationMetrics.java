package dev.aibridge.billing.reconciliation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What operators watch of the books.
@ApplicationScoped
public class ReconciliationMetrics {

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> invariants = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> findings = new ConcurrentHashMap<>();
    private final Counter lost;
    private final Counter failures;

    /// Meters in that registry.
    public ReconciliationMetrics(MeterRegistry registry) {
        this.registry = registry;
        lost = registry.counter("aibridge_holders_lost");
        failures = registry.counter("aibridge_reconciliation_failures");
    }

    void invariant(String code, boolean holds) {
        invariants.computeIfAbsent(code, this::gauge).set(holds ? 1 : 0);
    }

    private AtomicInteger gauge(String code) {
        AtomicInteger holds = new AtomicInteger();
        Gauge.builder("aibridge_invariant", holds, AtomicInteger::get)
                .description("1 while the money invariant holds")
                .tag("code", code)
                .register(registry);
        return holds;
    }

    /// What two sides' books do not agree about and nobody has settled.
    void findings(String what, String kind, long count) {
        findings.computeIfAbsent(what + "/" + kind, _ -> gauge(what, kind)).set(count);
    }

    private AtomicLong gauge(String what, String kind) {
        AtomicLong count = new AtomicLong();
        Gauge.builder("aibridge_findings", count, AtomicLong::get)
                .description("Differences to others' books that nobody has settled")
                .tag("what", what)
                .tag("kind", kind)
                .register(registry);
        return count;
    }

    void lost() {
        lost.increment();
    }

    void failed() {
        failures.increment();
    }
}
