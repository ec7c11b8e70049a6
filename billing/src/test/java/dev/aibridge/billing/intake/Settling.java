package dev.aibridge.billing.intake;

import dev.aibridge.billing.books.Books;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/// A settlement on test books.
public final class Settling {

    /// What it counts.
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    final Settlement settlement;

    /// One with batches of so many events.
    public Settling(Books books, int batch) {
        settlement =
                new Settlement(
                        books.billing(),
                        new Settings(batch),
                        new SettlementMetrics(meters, InstantSource.system()));
    }

    /// Settles until the intake is empty.
    public void all() throws SQLException {
        int taken = settlement.settle();
        while (taken > 0) {
            taken = settlement.settle();
        }
    }

    long counted(String name) {
        return (long) meters.counter(name).count();
    }

    private record Settings(int batch) implements SettlementSettings {

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public Duration poll() {
            return Duration.ofMillis(20);
        }

        @Override
        public Duration longestPause() {
            return Duration.ofMillis(200);
        }

        @Override
        public Duration stop() {
            return Duration.ofSeconds(4);
        }
    }
}
