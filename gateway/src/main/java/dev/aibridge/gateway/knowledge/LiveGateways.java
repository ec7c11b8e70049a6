package dev.aibridge.gateway.knowledge;

import jakarta.inject.Singleton;

/// How many gateways share the work, as the database last said: each heartbeat's answer has it.
@Singleton
public final class LiveGateways {

    private volatile int count = 1;

    /// How many there are with this one; 1 until told otherwise.
    public int count() {
        return count;
    }

    /// The database has just said that there are this many.
    ///
    /// @throws IllegalArgumentException when that is none
    public void learn(int live) {
        if (live < 1) {
            throw new IllegalArgumentException("live gateways: " + live);
        }
        count = live;
    }
}
