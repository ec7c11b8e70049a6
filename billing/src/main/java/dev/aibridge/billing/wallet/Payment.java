package dev.aibridge.billing.wallet;

/// How an event was paid for, in micro-tokens.
///
/// @param paid by the wallet, from its lease and then from what is available
/// @param overrun what neither could pay
/// @param balanceAfter the wallet's posted balance right after
public record Payment(long paid, long overrun, long balanceAfter) {}
