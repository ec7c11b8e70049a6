package dev.aibridge.billing.wallet;

/// How an event was paid for, in micro-tokens.
///
/// @param fromLease what its lease paid
/// @param paid what the wallet paid: that, and what was available
/// @param overrun what neither could pay
/// @param balanceAfter the wallet's posted balance right after
public record Payment(long fromLease, long paid, long overrun, long balanceAfter) {}
