package dev.aibridge.portal.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A payment that its payer contests at the bank.
///
/// @param state `inquiry` (only a question), `open`, `won` or `lost`
/// @param heldMicro kept from being spent
/// @param owedMicro spent before: the wallet owes them
public record Dispute(
        String state,
        long amountMinor,
        String currency,
        long heldMicro,
        long owedMicro,
        Instant openedAt,
        @Nullable Instant closedAt) {}
