package dev.aibridge.gateway.relay;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that all requests' bodies may take together.
final class BodyBudget {

    private final AtomicLong free;

    BodyBudget(long bytes) {
        free = new AtomicLong(bytes);
    }

    /// Takes a part; `false` when it is not there.
    boolean take(long bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    /// Gives a part back.
    void giveBack(long bytes) {
        free.addAndGet(bytes);
    }
}
