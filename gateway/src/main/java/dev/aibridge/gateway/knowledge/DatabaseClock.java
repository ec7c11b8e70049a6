package dev.aibridge.gateway.knowledge;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The database's time, as last learned from it. Keys expire and price books come into force by it,
/// whatever this machine's own clock says.
///
/// Between two lessons it runs on the monotonic clock, so a step of this machine's wall clock does
/// not move it. Until the first lesson it is this machine's wall clock.
@Singleton
public final class DatabaseClock implements InstantSource {

    private final LongSupplier nanos;
    private volatile long offsetMs;

    /// Starts from this machine's clock.
    public DatabaseClock() {
        this(System::nanoTime, System.currentTimeMillis());
    }

    DatabaseClock(LongSupplier nanos, long nowMs) {
        this.nanos = nanos;
        this.offsetMs = nowMs - monotonicMs();
    }

    /// Milliseconds since 1970, by the database's clock.
    public long nowMs() {
        return monotonicMs() + offsetMs;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMs());
    }

    @Override
    public long millis() {
        return nowMs();
    }

    /// The database has just answered that its time is this.
    ///
    /// @param databaseMs milliseconds since 1970
    public void learn(long databaseMs) {
        offsetMs = databaseMs - monotonicMs();
    }

    private long monotonicMs() {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
    }
}
