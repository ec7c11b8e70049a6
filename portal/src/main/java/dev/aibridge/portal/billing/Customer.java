package dev.aibridge.portal.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An agent's customer, in micro-tokens.
///
/// @param status `active`, `suspended` or `closed`
/// @param agent whether it has customers of its own
/// @param postedMicro what its wallet holds, from wherever
/// @param handedMicro what the agent handed on, less what it took back
/// @param unspentMicro what is left of that
/// @param spentMicro what it spent in the last 30 days
public record Customer(
        UUID id,
        String name,
        String status,
        boolean agent,
        long postedMicro,
        long handedMicro,
        long unspentMicro,
        long spentMicro) {

    /// Tokens to hand on.
    public record Handing(long tokensMicro, @Nullable String note) {}

    /// Tokens to take back.
    public record TakingBack(long tokensMicro, String reason) {}

    /// What moved.
    ///
    /// @param tokensMicro negative when it was taken back
    public record Handover(long txId, Instant at, long tokensMicro, @Nullable String reason) {}

    /// A customer's month.
    ///
    /// @param month its first day
    public record Month(
            LocalDate month,
            UUID customerId,
            String customer,
            long handedMicro,
            long takenBackMicro,
            long spentMicro) {}
}
