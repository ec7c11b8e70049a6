package dev.aibridge.portal.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of a wallet's ledger.
///
/// @param txId rises with time
/// @param account the other side: where it came from or went
/// @param amountMicro what changed; negative when it went
/// @param balanceMicro what the wallet held after it
public record Booking(
        long txId,
        Instant at,
        String kind,
        String reason,
        String actor,
        @Nullable String account,
        long amountMicro,
        long balanceMicro) {}
