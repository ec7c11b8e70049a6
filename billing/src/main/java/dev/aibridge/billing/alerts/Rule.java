package dev.aibridge.billing.alerts;

import java.time.Instant;
import java.util.UUID;

/// When a tenant wants to be told.
///
/// @param kind `balance`: the threshold is in micro-tokens; `days`: in days that the balance lasts;
///   `cap`: in percent of any spend cap that are used
/// @param armed whether it tells next time; it has told, and waits for the level to rise, when not;
///   always for `cap`, which tells of each cap and window apart
public record Rule(UUID id, String kind, long threshold, boolean armed, Instant madeAt) {

    /// The most days.
    public static final long MOST_DAYS = 365;

    /// The most percent.
    public static final long MOST_PERCENT = 100;
}
