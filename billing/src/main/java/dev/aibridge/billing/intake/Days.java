package dev.aibridge.billing.intake;

import java.time.Duration;
import java.util.UUID;

/// The day that an event's id tells: its partition.
public final class Days {

    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private Days() {}

    /// Days since 1970 of a UUIDv7, in UTC; its first 48 bits are milliseconds.
    public static int of(UUID id) {
        return at(id.getMostSignificantBits() >>> 16);
    }

    /// Days since 1970 of a time in milliseconds, in UTC.
    static int at(long ms) {
        return (int) (ms / DAY_MS);
    }
}
