package dev.aibridge.bench;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/// What the gateway adds to an answer's time at a fixed rate: through it minus directly, in turns.
///
/// @param p50Millis added to the median
/// @param p99Millis added to the 99th percentile
/// @param directP99Millis the vendor's own, which says how quiet the machine was
record Latency(double p50Millis, double p99Millis, double directP99Millis) {

    /// Requests per second, whatever the answers do.
    static final int RATE = 500;

    /// What the gateway may add.
    static final double MOST_P99_MILLIS = 5;

    private static final double NANOS_PER_MILLI = 1e6;

    /// Measures; the round in the middle counts.
    static Latency measure(House house, Vertx vertx, Pace pace)
            throws BenchFailed, InterruptedException {
        List<Latency> rounds = new ArrayList<>();
        try (Load direct = new Load(vertx, house.direct(), false);
                Load through = new Load(vertx, house.gateway(), false)) {
            for (int i = 0; i < pace.latencyRounds(); i++) {
                long[] without = direct.open(RATE, pace.latency());
                rounds.add(added(through.open(RATE, pace.latency()), without));
            }
        }
        rounds.sort((a, b) -> Double.compare(a.p99Millis, b.p99Millis));
        return rounds.get(rounds.size() / 2);
    }

    /// What was added to the 99th percentile, or NaN on a machine so busy that the vendor alone
    /// takes longer than what the gateway may add: the difference of two such times says nothing.
    double judgedP99Millis() {
        return directP99Millis < MOST_P99_MILLIS ? p99Millis : Double.NaN;
    }

    static Latency added(long[] through, long[] direct) {
        return new Latency(
                millis(through, 50) - millis(direct, 50),
                millis(through, 99) - millis(direct, 99),
                millis(direct, 99));
    }

    /// The time within which so many percent were answered.
    static double millis(long[] sortedNanos, int percent) {
        if (sortedNanos.length == 0) {
            throw new IllegalArgumentException("no answers");
        }
        int rank = (int) Math.ceil(sortedNanos.length * (percent / 100.0));
        return sortedNanos[rank - 1] / NANOS_PER_MILLI;
    }
}
