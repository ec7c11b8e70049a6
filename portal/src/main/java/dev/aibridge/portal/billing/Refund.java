package dev.aibridge.portal.billing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Money that goes back for tokens that were not spent.
///
/// @param state `asked` (Stripe has not answered yet), `pending`, `succeeded` or `failed`
/// @param tokensMicro that left the wallet for it; they are back when it failed
/// @param bonusMicro voided beside them
/// @param failure why it failed
public record Refund(
        UUID id,
        String state,
        long amountMinor,
        String currency,
        long tokensMicro,
        long bonusMicro,
        @Nullable String failure,
        Instant askedAt,
        @Nullable Instant endedAt) {

    /// What a refund would do right now.
    ///
    /// @param no why there is none: `not_credited`, `disputed`, `nothing_left`, `too_much`
    /// @param mostMinor what can go back at most
    /// @param amountMinor what was asked about, or all of it
    /// @param tokensMicro that would leave the wallet
    /// @param bonusMicro that would be voided beside them
    public record Quote(
            @Nullable String no,
            long mostMinor,
            long amountMinor,
            long tokensMicro,
            long bonusMicro) {}

    /// What is asked for.
    public record New(long amountMinor, String currency) {}
}
