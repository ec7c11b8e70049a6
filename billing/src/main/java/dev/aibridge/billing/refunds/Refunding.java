package dev.aibridge.billing.refunds;

import java.time.Duration;

/// What came of asking for a refund.
public sealed interface Refunding {

    /// It is begun; what Stripe made of it so far is in it.
    record Begun(Refund refund) implements Refunding {}

    /// There is no such order, or payment, for whoever asks.
    record NotFound() implements Refunding {}

    /// It can't be made.
    ///
    /// @param no as in [Quote], or `not_in_review`
    record Refused(String no) implements Refunding {}

    /// The order was paid in another currency.
    record OtherCurrency(String currency) implements Refunding {}

    /// The request key was used for another amount.
    record OtherWish() implements Refunding {}

    /// Too many in a short time.
    record TooMany(Duration retryAfter) implements Refunding {}
}
