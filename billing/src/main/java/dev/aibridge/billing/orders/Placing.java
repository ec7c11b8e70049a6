package dev.aibridge.billing.orders;

import java.time.Duration;

/// What came of asking for an order, or for another page to pay it on.
public sealed interface Placing {

    /// It is there.
    record Placed(Purchase purchase) implements Placing {}

    /// The tenant has no such order.
    record NoSuchOrder() implements Placing {}

    /// Nothing of that id is on sale.
    record NoSuchProduct() implements Placing {}

    /// The request key was used for another product or quantity.
    record OtherWish() implements Placing {}

    /// Too many pages at Stripe in a short time.
    record TooMany(Duration retryAfter) implements Placing {}
}
