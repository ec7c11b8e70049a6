package dev.aibridge.bench;

import java.time.Duration;
import java.util.List;

/// How long each part of the bench takes.
///
/// @param rounds how often gateway and nginx take turns
/// @param whole requests that are not streamed
/// @param streamed requests that are
/// @param latencyRounds how often latency is measured, directly and through the gateway
/// @param latency one turn of it
/// @param events usage events that are settled
/// @param settling how long events are shipped at a fixed rate
/// @param pages loads of the portal's pages
/// @param wallets that agents spend, in tokens
record Pace(
        int rounds,
        Work whole,
        Work streamed,
        int latencyRounds,
        Duration latency,
        int events,
        Duration settling,
        Reading pages,
        List<Long> wallets) {

    /// @param warmUp before the first round: the JIT needs some ten thousand
    /// @param round one turn
    record Work(Amount warmUp, Amount round) {}

    /// @param past usage events of the customer who looks
    /// @param warmUp loads of each page before the first that counts
    /// @param loads of each page
    record Reading(int past, int warmUp, int loads) {

        /// The same with so many events.
        Reading of(int events) {
            return new Reading(events, warmUp, loads);
        }
    }

    /// Steady figures, in less than five minutes.
    static final Pace FULL =
            new Pace(
                    5,
                    new Work(Amount.of(100_000, 30), Amount.of(20_000, 5)),
                    new Work(Amount.of(6_000, 15), Amount.of(2_000, 5)),
                    3,
                    Duration.ofSeconds(6),
                    100_000,
                    Duration.ofSeconds(20),
                    new Reading(1_000_000, 200, 200),
                    List.of(100_000L, 1_000_000L, 10_000_000L));

    /// Whether it works at all, in less than 90 s. Its figures are those of code that is not warm.
    static final Pace SHORT =
            new Pace(
                    2,
                    new Work(Amount.of(5_000, 8), Amount.of(2_000, 3)),
                    new Work(Amount.of(200, 4), Amount.of(200, 3)),
                    1,
                    Duration.ofSeconds(3),
                    10_000,
                    Duration.ofSeconds(3),
                    new Reading(50_000, 5, 20),
                    List.of(100_000L, 1_000_000L));

    Work work(boolean isStreamed) {
        return isStreamed ? streamed : whole;
    }
}
