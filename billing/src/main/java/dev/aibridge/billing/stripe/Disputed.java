package dev.aibridge.billing.stripe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A dispute at Stripe, as it stands right now.
///
/// @param payment the PaymentIntent; empty for a charge without one, which is none of ours
/// @param amountMinor in minor units of the currency
/// @param currency three capital letters
/// @param funds what was taken and given back because of it
public record Disputed(
        String id,
        Optional<String> payment,
        long amountMinor,
        String currency,
        String reason,
        State state,
        Instant openedAt,
        List<Funds> funds) {

    /// What became of it.
    public enum State {
        /// A question of the bank; no money moved.
        INQUIRY,
        /// The money is gone until it is decided.
        OPEN,
        /// Decided for us, or withdrawn.
        WON,
        /// Decided against us.
        LOST
    }

    /// A balance transaction.
    ///
    /// @param amountMinor negative when it was taken
    /// @param feeMinor positive when it was taken
    public record Funds(String id, long amountMinor, long feeMinor, String currency) {

        /// Whether it changes anything.
        public boolean isMoved() {
            return amountMinor != 0 || feeMinor != 0;
        }
    }
}
