package dev.aibridge.gateway.relay;

/// Something that must hear of the time while it waits for others.
interface Timed {

    /// Called about four times a second on its own event loop.
    ///
    /// @param nowNanos the time of [System#nanoTime()]
    void tick(long nowNanos);

    /// The process ends: come to an honest end at once.
    void stop();
}
