package dev.aibridge.sandbox.stripe.webhook;

import java.time.Duration;

/// When a delivery that wasn't taken is repeated.
///
/// @param first after the first failure, doubled after each further one
/// @param longest never longer than this
/// @param retries after which it is given up
/// @param timeout for an answer
public record Schedule(Duration first, Duration longest, int retries, Duration timeout) {

    private static final int MAX_DOUBLINGS = 20;

    /// @param failures how often it failed, at least once
    Duration after(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
