package dev.aibridge.billing.orders;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Money that Stripe captured for an order, as an admin sees it.
///
/// @param id Stripe's PaymentIntent
/// @param amountMinor in minor units of the currency
/// @param credited whether tokens were given for it
/// @param fault why it was not credited by itself
/// @param decidedAt when an admin credited it in spite of that
public record Capture(
        String id,
        UUID orderId,
        long amountMinor,
        String currency,
        boolean credited,
        @Nullable String fault,
        Instant seenAt,
        @Nullable Instant decidedAt) {}
