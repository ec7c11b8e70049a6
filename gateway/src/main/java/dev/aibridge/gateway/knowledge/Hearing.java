package dev.aibridge.gateway.knowledge;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.LongSupplier;

/// Whether announcements of the database reach us, and what that means for what is remembered.
@Singleton
public final class Hearing {

    private final KnowledgeConfig config;
    private final LongSupplier nanos;
    private volatile boolean listening;
    private volatile long deafSinceNanos;

    @Inject
    Hearing(KnowledgeConfig config) {
        this(config, System::nanoTime);
    }

    /// With a clock of its own, for tests.
    public Hearing(KnowledgeConfig config, LongSupplier nanos) {
        this.config = config;
        this.nanos = nanos;
        this.deafSinceNanos = nanos.getAsLong();
    }

    /// Whether the listener is connected.
    public boolean listening() {
        return listening;
    }

    /// Whether what was learned at that time may be used without asking again.
    ///
    /// @param learnedNanos when it was asked for, in nanoseconds of the monotonic clock
    public boolean fresh(long learnedNanos) {
        long ttl = (listening ? config.ttl() : config.deafTtl()).toNanos();
        return nanos.getAsLong() - learnedNanos < ttl;
    }

    /// Whether old knowledge may stand in while the database does not answer. It may for as long as
    /// gateways serve inside their leases; after that they refuse anyway.
    public boolean mayServeStale() {
        return listening || nanos.getAsLong() - deafSinceNanos < config.grace().toNanos();
    }

    void connected() {
        listening = true;
    }

    void lost() {
        if (listening) {
            deafSinceNanos = nanos.getAsLong();
            listening = false;
        }
    }
}
