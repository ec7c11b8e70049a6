package dev.aibridge.gateway.journal;

import dev.aibridge.common.usage.UsageEvent;

/// How far a running stream is. The journal's own thread asks, so that the event loop never writes
/// it down.
public interface Progress {

    /// Tokens produced so far.
    long tokens();

    /// What is booked if this process dies now; with the id, holder and sequence number of the
    /// admitted request.
    UsageEvent soFar();
}
