package dev.aibridge.sandbox.stripe.pay;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What came of trying to pay.
public sealed interface Outcome {

    /// The session is complete, paid or waiting for its delayed payment.
    record Completed(ObjectNode session) implements Outcome {}

    /// Nothing was charged; the session stays open.
    record Declined(Decline decline) implements Outcome {}

    /// The session was complete or expired before.
    record Closed(ObjectNode session) implements Outcome {}
}
