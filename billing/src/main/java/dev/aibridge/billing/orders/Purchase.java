package dev.aibridge.billing.orders;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order as its pages show it.
///
/// @param tokensMicro micro-tokens that were paid for; the bonus comes on top
/// @param amountMinor in minor units of the currency
/// @param state awaiting_payment, abandoned, paid, credited or review
/// @param checkoutUrl where it can be paid right now
/// @param pendingSince since when the bank is working on a slow payment
public record Purchase(
        UUID id,
        String productId,
        String productName,
        int quantity,
        long tokensMicro,
        long bonusMicro,
        long amountMinor,
        String currency,
        String state,
        @Nullable String reviewReason,
        Instant orderedAt,
        @Nullable Instant creditedAt,
        @Nullable String checkoutUrl,
        @Nullable Instant pendingSince) {}
