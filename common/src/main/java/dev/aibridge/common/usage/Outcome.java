package dev.aibridge.common.usage;

/// How an admitted request ended, and who pays for it.
///
/// The order is the number on disk and in the database: append only.
public enum Outcome {
    /// The client got the whole answer.
    COMPLETED(Payer.CUSTOMER),
    /// The client left early; it pays the input and what was produced for it.
    CLIENT_LEFT(Payer.CUSTOMER),
    /// The vendor answered without content.
    EMPTY(Payer.NOBODY),
    /// The vendor refused the request itself (400, 413, 422).
    REFUSED(Payer.NOBODY),
    /// The vendor failed before the first byte of an answer.
    FAILED(Payer.NOBODY),
    /// The vendor or we broke the answer after its first byte.
    BROKEN(Payer.GOODWILL),
    /// The gateway died while the request ran; rated at its admitted input estimate.
    ABANDONED(Payer.GOODWILL);

    /// Whose account an event's charge is booked to.
    public enum Payer {
        CUSTOMER,
        GOODWILL,
        NOBODY
    }

    private final Payer payer;

    Outcome(Payer payer) {
        this.payer = payer;
    }

    /// Who pays for what was counted.
    public Payer payer() {
        return payer;
    }
}
