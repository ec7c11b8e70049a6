package dev.aibridge.billing.stripe;

import java.time.Instant;
import java.util.Optional;

/// Something that moved our balance at Stripe.
///
/// @param id Stripe's balance transaction
/// @param source the charge, refund or dispute that moved it; the transaction itself when it is
///   none
/// @param payment the PaymentIntent it goes back to
/// @param amountMinor of what moved, in its own currency; negative when it left
/// @param feeMinor what Stripe kept, in the balance's currency
public record Moved(
        String id,
        Kind kind,
        String source,
        Optional<String> payment,
        long amountMinor,
        String currency,
        long feeMinor,
        String feeCurrency,
        Instant at) {

    /// What it was.
    public enum Kind {
        CHARGE,
        REFUND,
        /// A refund came back.
        REFUND_FAILURE,
        /// Taken or given back because of a dispute.
        DISPUTE,
        /// Payouts and the like: no customer's money.
        OTHER
    }
}
