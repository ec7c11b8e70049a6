package dev.aibridge.gateway.admission;

import java.util.OptionalLong;

/// What the database answers to a take or a return: totals of this holder's lease, and the wallet.
///
/// @param exact whether the wallet is so low that a lease is what one request needs
/// @param incarnation the server and its timeline
/// @param capRest what the spend caps over this lease leave that is not used up, or [#NO_CAP]
/// @param capUntilMs when there will be more, by the database's clock; empty for never
record LeaseAnswer(
        Outcome outcome,
        long granted,
        long returned,
        long settled,
        long posted,
        long available,
        boolean exact,
        String incarnation,
        long capRest,
        OptionalLong capUntilMs) {

    /// What spend caps leave where there are none.
    static final long NO_CAP = Long.MAX_VALUE;

    /// What became of the call.
    enum Outcome {
        GRANTED,
        /// An earlier take had taken effect, or the call only read.
        KNOWN,
        BUSY,
        BROKE,
        CAPPED,
        SUSPENDED,
        NOT_LIVE
    }
}
