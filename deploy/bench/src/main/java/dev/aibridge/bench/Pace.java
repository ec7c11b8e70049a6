package dev.aibridge.bench;

import java.time.Duration;

/// How long each part of the bench takes.
///
/// @param warmUp load before the first round: the JIT needs it
/// @param streamWarmUp the same for streams
/// @param rounds how often gateway and nginx take turns
/// @param round one turn's load
/// @param latencyRounds how often latency is measured, directly and through the gateway
/// @param latency one turn of it
/// @param events usage events that are settled
record Pace(
        Duration warmUp,
        Duration streamWarmUp,
        int rounds,
        Duration round,
        int latencyRounds,
        Duration latency,
        int events) {

    /// Steady figures, in less than five minutes.
    static final Pace FULL =
            new Pace(seconds(25), seconds(15), 5, seconds(4), 3, seconds(7), 100_000);

    /// Whether it works at all, in less than 90 s. Its figures are those of code that is not warm.
    static final Pace SHORT =
            new Pace(seconds(8), seconds(4), 2, seconds(2), 1, seconds(4), 20_000);

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
