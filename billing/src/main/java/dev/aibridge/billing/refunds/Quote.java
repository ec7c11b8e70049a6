package dev.aibridge.billing.refunds;

import org.jspecify.annotations.Nullable;

/// What a refund would give back and take right now.
///
/// @param no why it can't be made: `not_credited`, `disputed`, `nothing_left`, `too_much`; `null`
///   when it can
/// @param currency three capital letters; `null` when the order was never credited
/// @param mostMinor what can go back at most, in minor units of the currency
/// @param amountMinor what was asked for, or all of it
/// @param tokensMicro micro-tokens that would leave the wallet
/// @param bonusMicro bonus that would be voided beside them
public record Quote(
        @Nullable String no,
        @Nullable String currency,
        long mostMinor,
        long amountMinor,
        long tokensMicro,
        long bonusMicro) {}
