package dev.aibridge.billing.orders;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/// What operators watch of the orders.
@ApplicationScoped
public class OrderMetrics {

    private final Counter credited;
    private final Counter reviewed;
    private final Counter failures;

    /// Meters in that registry.
    public OrderMetrics(MeterRegistry registry) {
        credited = registry.counter("aibridge_orders_credited");
        reviewed = registry.counter("aibridge_orders_in_review");
        failures = registry.counter("aibridge_orders_reconciler_failures");
    }

    void credited() {
        credited.increment();
    }

    void reviewed() {
        reviewed.increment();
    }

    void failed() {
        failures.increment();
    }
}
