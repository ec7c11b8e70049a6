package dev.aibridge.billing.statements;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One transaction as a wallet sees it, in micro-tokens.
///
/// @param txId rises with time
/// @param kind `usage`, `credit`, `top_up`, `refund`, `refund_failed`, `debt_repaid`,
///   `dispute_won`, `dispute_lost`, `handover`, `take_back`
/// @param actor who booked it
/// @param account where it came from or went to: the largest of the other side's lines
/// @param amountMicro negative when it left the wallet
/// @param balanceMicro what the wallet held after it
public record LedgerLine(
        long txId,
        Instant at,
        String kind,
        String reason,
        String actor,
        @Nullable String account,
        long amountMicro,
        long balanceMicro) {}
