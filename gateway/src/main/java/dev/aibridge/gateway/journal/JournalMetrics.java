package dev.aibridge.gateway.journal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// How the journal does, without a tenant's or key's name.
final class JournalMetrics {

    private static final Logger LOG = Logger.getLogger(Journal.class);

    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong shipped = new AtomicLong();
    private final Counter alarms;
    private final Counter refused;
    private volatile long caughtUpNanos = System.nanoTime();

    JournalMetrics(MeterRegistry registry) {
        registry.gauge("aibridge.journal.backlog", this, JournalMetrics::backlog);
        TimeGauge.builder(
                        "aibridge.journal.ship.lag",
                        this,
                        TimeUnit.NANOSECONDS,
                        m -> System.nanoTime() - m.caughtUpNanos)
                .description("time since everything was last shipped")
                .register(registry);
        alarms = registry.counter("aibridge.journal.alarms");
        refused = registry.counter("aibridge.journal.refused");
    }

    private long backlog() {
        return ended.get() - shipped.get();
    }

    /// Says that this many events wait to be shipped.
    void ended(int events) {
        ended.addAndGet(events);
    }

    void shipped(int events) {
        shipped.addAndGet(events);
    }

    void caughtUp() {
        caughtUpNanos = System.nanoTime();
    }

    void refused() {
        refused.increment();
    }

    /// What a person must look at.
    void alarm(String what) {
        alarms.increment();
        LOG.errorf("journal alarm: %s", what);
    }
}
