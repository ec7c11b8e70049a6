package dev.aibridge.gateway.journal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/// A thread that does one thing again and again until it is stopped; a failure is logged, counted
/// and tried again.
final class Loop implements AutoCloseable {

    /// The answer of a step that need not be done again.
    static final Duration DONE = Duration.ofNanos(-1);

    private static final Logger LOG = Logger.getLogger(Loop.class);

    private final Thread thread;
    private final Callable<Duration> step;
    private volatile boolean stopping;

    /// @param step does the work and says how long to wait until the next time
    Loop(String name, Callable<Duration> step) {
        this.step = step;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    Loop start() {
        thread.start();
        return this;
    }

    /// Ends a wait early.
    void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        Backoff backoff = new Backoff();
        while (!stopping) {
            Duration pause;
            try {
                pause = step.call();
                backoff.succeeded();
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                pause = backoff.failed();
                LOG.warnf("%s: %s; again in %d ms", thread.getName(), e, pause.toMillis());
            }
            if (pause.isNegative()) {
                return;
            }
            if (!stopping && pause.isPositive()) {
                LockSupport.parkNanos(this, pause.toNanos());
            }
        }
    }

    /// Stops after the step that is under way.
    @Override
    public void close() {
        stopping = true;
        wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// How long to wait after failures in a row: doubling from 50 ms to a second, so that the first
    /// success comes soon after a database is back.
    private static final class Backoff {

        private static final Duration FIRST = Duration.ofMillis(50);
        private static final Duration LAST = Duration.ofSeconds(1);

        private Duration next = FIRST;

        void succeeded() {
            next = FIRST;
        }

        Duration failed() {
            Duration pause = next;
            next = next.multipliedBy(2).compareTo(LAST) < 0 ? next.multipliedBy(2) : LAST;
            return pause;
        }
    }
}
