package dev.aibridge.gateway.relay;

/// What time does to a stream: deadlines, signs of life, a client that does not read.
final class StreamTimes {

    /// What is due.
    enum Due {
        NOTHING,
        SIGN_OF_LIFE,
        TOO_SLOW,
        CLIENT_STALLS
    }

    private final long firstSignNanos;
    private final long idleNanos;
    private final long signOfLifeNanos;
    private final long stallNanos;
    private final long endNanos;
    private long lifeNanos = System.nanoTime();
    private long saidNanos = lifeNanos;
    private long stalledNanos;
    private boolean alive;

    StreamTimes(RelayConfig config) {
        firstSignNanos = config.firstSignTimeout().toNanos();
        idleNanos = config.idleTimeout().toNanos();
        signOfLifeNanos = config.signOfLife().toNanos();
        stallNanos = config.writeStall().toNanos();
        endNanos = lifeNanos + config.streamTimeout().toNanos();
    }

    /// The vendor gave a sign of life.
    void life() {
        alive = true;
        lifeNanos = System.nanoTime();
    }

    /// The client was told something.
    void said() {
        saidNanos = System.nanoTime();
    }

    /// The client stops, or begins again, to read; meanwhile the vendor waits for us, not we for
    /// it.
    void stalls(boolean stalls) {
        stalledNanos = stalls ? System.nanoTime() : 0;
        lifeNanos = System.nanoTime();
    }

    /// What is due now.
    Due at(long nowNanos) {
        if (stalledNanos != 0) {
            return nowNanos - stalledNanos > stallNanos ? Due.CLIENT_STALLS : Due.NOTHING;
        }
        long patience = alive ? idleNanos : firstSignNanos;
        if (nowNanos - endNanos > 0 || nowNanos - lifeNanos > patience) {
            return Due.TOO_SLOW;
        }
        return nowNanos - saidNanos > signOfLifeNanos ? Due.SIGN_OF_LIFE : Due.NOTHING;
    }
}
