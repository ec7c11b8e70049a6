package dev.aibridge.gateway.admission;

import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One limit that several gateways share: the permits this one has leased, and who waits for more.
/// At most one call about it is under way. All methods are called with its lock held.
final class PermitScope {

    /// A request that waits for a permit.
    record Waiter(int rpm, Promise<Permit> promise) {}

    /// A waiter's answer, told when the lock is free again.
    record Told(Promise<Permit> promise, Permit permit) {
        void tell() {
            promise.complete(permit);
        }
    }

    final String redisKey;
    final PermitWindow window;

    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private boolean asking;
    private long refusedUntilNanos;
    private int refusedRpm;
    private String refusedWindow = PermitWindow.NONE;

    PermitScope(UUID scope, UUID tenant, InstantSource clock, Duration windowLength) {
        this.redisKey = "aibridge:rpm:{" + tenant + "}:" + scope;
        this.window = new PermitWindow(clock, windowLength);
    }

    /// An answer that needs nobody else, or `null`.
    @Nullable Permit atOnce(int rpm, long nowNanos) {
        if (!window.open(nowNanos) || !waiters.isEmpty()) {
            return null;
        }
        if (window.useOne(rpm)) {
            return window.granted(rpm, nowNanos);
        }
        return usedUp(rpm, nowNanos) ? window.refused(rpm, nowNanos) : null;
    }

    private boolean usedUp(int rpm, long nowNanos) {
        return rpm == refusedRpm
                && refusedWindow.equals(window.id())
                && nowNanos - refusedUntilNanos < 0;
    }

    /// An answer on our own authority, while there is no shared counter.
    Permit alone(int rpm, int liveGateways, String gateway, long nowNanos) {
        if (!window.open(nowNanos)) {
            window.begin("local:" + gateway + ":" + nowNanos, nowNanos);
        }
        int share = Math.max(1, rpm / liveGateways);
        boolean granted = window.useOne(rpm) || window.useOwn(share);
        return granted ? window.granted(rpm, share, nowNanos) : window.refused(rpm, nowNanos);
    }

    void await(int rpm, Promise<Permit> promise) {
        waiters.add(new Waiter(rpm, promise));
    }

    boolean asking() {
        return asking;
    }

    /// Whether the caller is to ask now: nobody does yet.
    boolean beginAsking() {
        boolean begin = !asking;
        asking = true;
        return begin;
    }

    /// How many permits to ask for: a slice, or one for each who waits.
    int wanted() {
        Waiter first = waiters.peekFirst();
        return first == null ? 0 : Math.max(slice(first.rpm()), waiters.size());
    }

    int rpm(int otherwise) {
        Waiter first = waiters.peekFirst();
        return first == null ? otherwise : first.rpm();
    }

    /// Small limits one by one, so that they are exact; large ones in slices.
    static int slice(int rpm) {
        return Math.clamp(rpm / 100, 1, 50);
    }

    /// Serves who waits after an answer. Those it does not suffice for are refused when nothing is
    /// left, and asked for again otherwise.
    ///
    /// @return the answers; [#hasWaiters()] tells whether to ask again
    List<Told> serve(int left, long refusedUntil, long nowNanos) {
        List<Told> told = new ArrayList<>(waiters.size());
        while (!waiters.isEmpty()) {
            Waiter waiter = waiters.getFirst();
            if (window.useOne(waiter.rpm())) {
                told.add(new Told(waiter.promise(), window.granted(waiter.rpm(), nowNanos)));
            } else if (left > 0 && window.used() < waiter.rpm()) {
                return told;
            } else {
                refusedUntilNanos = refusedUntil;
                refusedRpm = waiter.rpm();
                refusedWindow = window.id();
                told.add(new Told(waiter.promise(), window.refused(waiter.rpm(), nowNanos)));
            }
            waiters.removeFirst();
        }
        asking = false;
        return told;
    }

    /// Serves who waits when there was no answer.
    List<Told> serveAlone(int liveGateways, String gateway, long nowNanos) {
        List<Told> told = new ArrayList<>(waiters.size());
        for (Waiter waiter : waiters) {
            Permit permit = alone(waiter.rpm(), liveGateways, gateway, nowNanos);
            told.add(new Told(waiter.promise(), permit));
        }
        waiters.clear();
        asking = false;
        return told;
    }

    boolean hasWaiters() {
        return !waiters.isEmpty();
    }
}
