package dev.aibridge.billing.disputes;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A dispute of an order's payment.
///
/// @param id Stripe's
/// @param state `inquiry` (only a question), `open`, `won` or `lost`
/// @param amountMinor in minor units of the currency
/// @param reason Stripe's word for what the payer claims
/// @param heldMicro micro-tokens that it keeps from being spent
/// @param owedMicro micro-tokens that were spent before: the wallet owes them
public record Dispute(
        String id,
        UUID orderId,
        String state,
        long amountMinor,
        String currency,
        String reason,
        long heldMicro,
        long owedMicro,
        Instant openedAt,
        @Nullable Instant closedAt) {}
