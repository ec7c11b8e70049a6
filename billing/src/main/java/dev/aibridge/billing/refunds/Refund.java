package dev.aibridge.billing.refunds;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A refund of an order.
///
/// @param source who began it: `customer`, `admin`, or `stripe` when somebody did it by hand there
/// @param state `asked` (Stripe has not answered yet), `pending`, `succeeded` or `failed`
/// @param amountMinor in minor units of the currency
/// @param tokensMicro micro-tokens that left the wallet for it; they are back when it failed
/// @param bonusMicro bonus that was voided beside them
/// @param owedMicro micro-tokens that were spent before: the wallet owes them
/// @param failure why it failed
public record Refund(
        UUID id,
        UUID orderId,
        String source,
        String state,
        long amountMinor,
        String currency,
        long tokensMicro,
        long bonusMicro,
        long owedMicro,
        @Nullable String reason,
        @Nullable String failure,
        Instant askedAt,
        @Nullable Instant endedAt) {}
