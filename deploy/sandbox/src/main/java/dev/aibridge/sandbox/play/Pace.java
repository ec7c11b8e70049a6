package dev.aibridge.sandbox.play;

import java.time.Duration;

/// How fast a model speaks.
///
/// @param timeToFirstToken before its first token
/// @param tokensPerSecond after it; 0 without any wait
public record Pace(Duration timeToFirstToken, int tokensPerSecond) {

    /// A model that answers at once.
    public static final Pace NONE = new Pace(Duration.ZERO, 0);

    /// When so many tokens exist, in nanoseconds from the start.
    long dueNanos(long tokens) {
        long first = timeToFirstToken.toNanos();
        return tokensPerSecond == 0 ? first : first + tokens * 1_000_000_000L / tokensPerSecond;
    }

    /// How many of the tokens exist at a time.
    long producedBy(long nanos, long all) {
        long since = nanos - timeToFirstToken.toNanos();
        if (since < 0) {
            return 0;
        }
        return tokensPerSecond == 0 ? all : Math.min(all, since * tokensPerSecond / 1_000_000_000L);
    }
}
