package dev.aibridge.gateway.relay;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// How many requests are in the process, and whether more may come in.
final class InFlight {

    private final int most;
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closing;

    InFlight(int most) {
        this.most = most;
    }

    /// Lets one in; `false` when the process is full.
    boolean enter() {
        if (count.incrementAndGet() <= most) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    /// One is out.
    void leave() {
        if (count.decrementAndGet() == 0 && closing) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /// Waits until all are out; `false` when some are not in time.
    synchronized boolean awaitEmpty(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (count.get() > 0) {
            long leftMs = (end - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return false;
            }
            wait(leftMs);
        }
        return true;
    }

    /// No more come in.
    void close() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    int count() {
        return count.get();
    }
}
