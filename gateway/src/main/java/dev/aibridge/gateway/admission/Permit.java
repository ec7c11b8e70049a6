package dev.aibridge.gateway.admission;

import java.time.Duration;

/// The answer of one limit to one request.
///
/// @param limit requests per minute
/// @param remaining how many more this gateway would let pass now; 0 or more
/// @param resetAt when the window ends, ISO 8601 to the second, by the database's clock
/// @param untilReset how long until then
/// @param window which window it was taken from, so that it can be given back
record Permit(
        boolean granted,
        int limit,
        int remaining,
        String resetAt,
        Duration untilReset,
        String window) {}
