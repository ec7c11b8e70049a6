package dev.aibridge.gateway.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request that has not ended, and how far it was when that was last recorded. Used under its
/// journal's lock.
final class OpenRequest {

    private final long segment;
    private @Nullable Progress progress;
    private long tokens;
    private long sinceNanos;

    /// @param segment where its admission stands
    OpenRequest(long segment) {
        this.segment = segment;
    }

    long segment() {
        return segment;
    }

    void follow(Progress running, long nowNanos) {
        progress = running;
        sinceNanos = nowNanos;
    }

    /// How far it is, if that is worth a record: so long after the last one, or so many tokens on.
    @Nullable Progress due(long nowNanos, Duration interval, long mostTokens) {
        Progress running = progress;
        long more = running == null ? 0 : running.tokens() - tokens;
        boolean due = more >= mostTokens || nowNanos - sinceNanos >= interval.toNanos();
        return more > 0 && due ? running : null;
    }

    void recorded(long nowTokens, long nowNanos) {
        tokens = nowTokens;
        sinceNanos = nowNanos;
    }
}
