package dev.aibridge.portal.billing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One line of a wallet's ledger.
///
/// @param account the other side: where it came from or went
/// @param amountMicro what changed; negative when it went
/// @param balanceMicro what the wallet held after it
public record Booking(
        UUID txId,
        Instant at,
        String kind,
        @Nullable String reason,
        @Nullable String actor,
        String account,
        long amountMicro,
        long balanceMicro) {}
