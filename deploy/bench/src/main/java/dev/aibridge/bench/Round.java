package dev.aibridge.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What one turn of the gateway and one of nginx cost, in microseconds of processor time per
/// request.
///
/// @param perSecond requests the gateway answered
/// @param gateway its own, until the last event of the turn was booked
/// @param nginx nginx' own; NaN when it isn't installed
record Round(
        double perSecond,
        double gateway,
        double nginx,
        double postgres,
        double redis,
        double billing) {

    /// How many times as much as nginx.
    double ratio() {
        return gateway / nginx;
    }

    /// PostgreSQL and Redis together.
    double databases() {
        return postgres + redis;
    }

    /// The one in the middle, so that one disturbed round decides nothing.
    static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
