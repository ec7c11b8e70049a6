package dev.aibridge.gateway.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/// One scope's current window as this gateway knows it: how many permits it got, and how many of
/// those it has not used. Not thread-safe: whoever owns it locks.
final class PermitWindow {

    /// No window is known.
    static final String NONE = "";

    private final InstantSource clock;
    private final Duration length;

    private String id = NONE;
    private long endNanos;
    private long resetMs;
    private String resetAt = "";
    // Permits this gateway got in the window, those that it has not used included.
    private int got;
    private int unused;
    // What was left for all gateways when last heard of.
    private int left;

    /// @param length how long a window of our own is
    PermitWindow(InstantSource clock, Duration length) {
        this.clock = clock;
        this.length = length;
    }

    String id() {
        return id;
    }

    int got() {
        return got;
    }

    int used() {
        return got - unused;
    }

    boolean open(long nowNanos) {
        return !id.equals(NONE) && nowNanos < endNanos;
    }

    long remainingMs(long nowNanos) {
        return open(nowNanos) ? TimeUnit.NANOSECONDS.toMillis(endNanos - nowNanos) : 0;
    }

    /// Begins a window of our own; permits of an older one vanish.
    void begin(String newId, long nowNanos) {
        enter(newId, nowNanos, length.toMillis(), nowNanos);
        got = 0;
        unused = 0;
        left = 0;
    }

    /// Adopts what the shared counter answered to a question sent at that time.
    void adopt(Answer answer, long sentNanos, long nowNanos) {
        if (!answer.window().equals(id)) {
            unused = 0;
        }
        enter(answer.window(), sentNanos, answer.ttlMs(), nowNanos);
        unused += answer.granted();
        got = answer.total();
        left = answer.left();
    }

    /// What the shared counter said.
    ///
    /// @param granted how many permits it has just granted
    /// @param total how many this gateway got in that window, with those
    /// @param left how many are left for any gateway
    /// @param ttlMs how long the window goes on
    record Answer(String window, int granted, int total, int left, long ttlMs) {}

    private void enter(String newId, long fromNanos, long ttlMs, long nowNanos) {
        id = newId;
        endNanos = fromNanos + TimeUnit.MILLISECONDS.toNanos(ttlMs);
        long endMs = clock.millis() + TimeUnit.NANOSECONDS.toMillis(endNanos - nowNanos);
        // Answers about one window differ by their latency; its end is told once.
        if (Math.abs(endMs - resetMs) > 1_000) {
            resetMs = endMs;
            resetAt = Instant.ofEpochMilli(endMs + 999).truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }

    /// Uses a permit that was got before.
    boolean useOne(int limit) {
        if (unused == 0 || used() >= limit) {
            return false;
        }
        unused--;
        return true;
    }

    /// Uses a permit on our own authority, up to a share.
    boolean useOwn(int share) {
        if (used() >= share) {
            return false;
        }
        got++;
        return true;
    }

    /// A used permit comes back.
    boolean giveBack(String window) {
        if (!window.equals(id) || used() == 0) {
            return false;
        }
        unused++;
        return true;
    }

    /// Lets go of the permits that were not used.
    void dropUnused() {
        got -= unused;
        unused = 0;
    }

    Permit granted(int limit, long nowNanos) {
        return permit(true, limit, unused + left, nowNanos);
    }

    Permit granted(int limit, int share, long nowNanos) {
        return permit(true, limit, Math.max(unused, share - used()), nowNanos);
    }

    Permit refused(int limit, long nowNanos) {
        return permit(false, limit, 0, nowNanos);
    }

    private Permit permit(boolean granted, int limit, int remaining, long nowNanos) {
        int fair = Math.clamp(remaining, 0, limit);
        Duration wait = Duration.ofNanos(Math.max(0, endNanos - nowNanos));
        return new Permit(granted, limit, fair, resetAt, wait, id);
    }
}
