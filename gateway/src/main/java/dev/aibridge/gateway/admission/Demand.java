package dev.aibridge.gateway.admission;

import java.util.concurrent.TimeUnit;

/// How much of a wallet to lease ahead: four requests' worth at first, doubling with use up to
/// about two seconds of what this process carves.
final class Demand {

    /// The largest amount that is asked for at once, in micro-tokens: 10⁹ tokens.
    static final long LIMIT = 1_000_000_000_000_000L;

    private static final int FIRST_REQUESTS = 4;
    private static final int AHEAD_MS = 2_000;

    private long lastNeed;
    private long want;
    private long carved;
    private long sinceNanos;

    Demand(long nowNanos) {
        this.sinceNanos = nowNanos;
    }

    /// What the last request needed.
    long lastNeed() {
        return lastNeed;
    }

    /// Whether so little is free that more should be asked for before it is gone.
    boolean isLow(long free) {
        return free < want / 2;
    }

    /// @param growth whether it went to a request that is running, which is no measure of the next
    ///   request
    void carved(long amount, boolean growth) {
        carved = Math.min(LIMIT, carved + amount);
        lastNeed = growth ? lastNeed : amount;
    }

    /// The database gave less than was asked for: half of that is the next time to ask.
    void got(long free) {
        want = Math.min(want, free);
    }

    /// What to ask for now, in all.
    long next(long nowNanos, long need) {
        long elapsedMs = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nowNanos - sinceNanos));
        long ahead = Math.min(LIMIT / AHEAD_MS, carved / elapsedMs) * AHEAD_MS;
        long first = Math.min(LIMIT / FIRST_REQUESTS, need) * FIRST_REQUESTS;
        want = Math.max(first, Math.min(2 * want, ahead));
        carved = 0;
        sinceNanos = nowNanos;
        return want;
    }
}
