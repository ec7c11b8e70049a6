package dev.aibridge.billing.stripe;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A refund at Stripe, as it stands right now.
///
/// @param ours the id that we wrote into it; empty when somebody made it by hand
/// @param payment the PaymentIntent; empty for a charge without one, which is none of ours
/// @param amountMinor in minor units of the currency
/// @param currency three capital letters
/// @param failure Stripe's word for why it failed
public record Refunded(
        String id,
        Optional<UUID> ours,
        Optional<String> payment,
        long amountMinor,
        String currency,
        State state,
        @Nullable String reason,
        @Nullable String failure,
        Instant madeAt) {

    /// What became of it.
    public enum State {
        /// On its way.
        PENDING,
        /// Sent. It can still fail: banks send money back.
        SUCCEEDED,
        /// The money is ours again.
        FAILED
    }
}
