package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.refusal.Refusal;

/// What came of reading a body.
public sealed interface Reading {

    /// A request that may go on.
    record Asked(Ask ask) implements Reading {}

    /// A request that is only to be counted.
    record Counted(Countable ask) implements Reading {}

    /// A body that is refused.
    record Refused(Refusal refusal) implements Reading {}

    /// Reads and checks the bodies of one endpoint.
    @FunctionalInterface
    interface Reader {

        /// Reads one body.
        Reading read(byte[] body);
    }
}
