package dev.aibridge.gateway.admission;

/// What the database answers to a take or a return: totals of this holder's lease, and the wallet.
///
/// @param exact whether the wallet is so low that a lease is what one request needs
/// @param incarnation the server and its timeline
record LeaseAnswer(
        Outcome outcome,
        long granted,
        long returned,
        long settled,
        long posted,
        long available,
        boolean exact,
        String incarnation) {

    /// What became of the call.
    enum Outcome {
        GRANTED,
        /// An earlier take had taken effect, or the call only read.
        KNOWN,
        BUSY,
        BROKE,
        SUSPENDED,
        NOT_LIVE
    }
}
