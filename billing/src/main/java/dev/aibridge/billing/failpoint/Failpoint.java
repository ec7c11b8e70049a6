package dev.aibridge.billing.failpoint;

/// Steps at which a test halts the process, as a power cut would: named by the system property
/// `aibridge.failpoint`, and without it nothing at all.
public enum Failpoint {
    /// Events are taken from the intake, and still in it.
    EVENTS_TAKEN,
    /// Events are booked in a transaction that is still open.
    EVENTS_BOOKED,
    /// Events are booked.
    EVENTS_COMMITTED,
    /// An event of Stripe's is kept, and Stripe was not told.
    NOTICE_KEPT,
    /// It is claimed.
    NOTICE_CLAIMED,
    /// What it is about was done, and it is not marked as done.
    NOTICE_ACTED,
    /// Stripe has said what became of a session.
    SESSION_FOUND,
    /// It is booked in a transaction that is still open.
    SESSION_BOOKED,
    /// It is booked.
    SESSION_COMMITTED,
    /// A refund's tokens are set aside in a transaction that is still open.
    REFUND_BEGUN,
    /// A refund's tokens are set aside, and Stripe was not asked.
    REFUND_COMMITTED,
    /// Stripe has made a refund, and nobody wrote it down.
    REFUND_MADE,
    /// Stripe's answer is booked in a transaction that is still open.
    REFUND_BOOKED,
    /// Stripe's answer is booked, and the caller was not told.
    REFUND_TOLD,
    /// Stripe has said what is disputed of a payment.
    DISPUTE_FOUND,
    /// Tokens are frozen and owed in a transaction that is still open; the money is not booked.
    DISPUTE_MOVED,
    /// All of a dispute is booked in a transaction that is still open.
    DISPUTE_BOOKED,
    /// All of a dispute is booked.
    DISPUTE_COMMITTED;

    /// The system property.
    public static final String PROPERTY = "aibridge.failpoint";

    /// What the process then ends with.
    public static final int EXIT = 86;

    /// A constant, so that the compiler leaves nothing of [#pass] when it is not set.
    private static final String HALT_AT = System.getProperty(PROPERTY, "");

    /// Goes on, or halts the process right here.
    public void pass() {
        if (HALT_AT.equals(name())) {
            Runtime.getRuntime().halt(EXIT);
        }
    }
}
