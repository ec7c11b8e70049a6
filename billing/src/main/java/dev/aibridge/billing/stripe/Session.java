package dev.aibridge.billing.stripe;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A Checkout Session: Stripe's page on which one order is paid, as it stands right now.
///
/// @param order whose it is, if it names one of ours
public record Session(String id, Optional<UUID> order, State state) {

    /// What became of the page.
    public sealed interface State {}

    /// It can be paid there.
    public record Open(String url, Instant expiresAt) implements State {}

    /// The customer is done, a slow payment method is not.
    public record Pending() implements State {}

    /// A slow payment method failed; nobody can pay here any more.
    public record Failed() implements State {}

    /// Nobody paid in time.
    public record Expired() implements State {}

    /// Paid: the money is captured.
    ///
    /// @param payment Stripe's id of it
    /// @param amountMinor in minor units of the currency
    /// @param currency three capital letters
    /// @param live whether it is real money
    public record Paid(String payment, long amountMinor, String currency, boolean live)
            implements State {}
}
