package dev.aibridge.gateway.relay;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells every running exchange the time, so that none needs timers of its own: one timer per event
/// loop, and two operations on a set per request. Deadlines are exact to a quarter of a second.
final class Watch {

    private static final long TICK_MS = 250;

    private static final class Loop {
        private final Set<Timed> running = new LinkedHashSet<>();
        private final Context context;

        Loop(Context context) {
            this.context = context;
        }

        void stop() {
            new ArrayList<>(running).forEach(Timed::stop);
        }

        void tick(long nowNanos) {
            List<Timed> now = new ArrayList<>(running);
            now.forEach(timed -> timed.tick(nowNanos));
        }
    }

    private final Vertx vertx;
    private final Map<Thread, Loop> loops = new ConcurrentHashMap<>();

    Watch(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Begins to tell; on the exchange's own event loop.
    void add(Timed timed) {
        here().running.add(timed);
    }

    /// Ends to tell; on the same event loop.
    void remove(Timed timed) {
        here().running.remove(timed);
    }

    /// Ends all that runs, each on its own event loop.
    void stopAll() {
        loops.values().forEach(loop -> loop.context.runOnContext(now -> loop.stop()));
    }

    private Loop here() {
        return loops.computeIfAbsent(
                Thread.currentThread(),
                thread -> {
                    Loop loop = new Loop(vertx.getOrCreateContext());
                    vertx.setPeriodic(TICK_MS, id -> loop.tick(System.nanoTime()));
                    return loop;
                });
    }
}
