package dev.aibridge.billing.reconciliation;

/// One money invariant and whether it holds.
///
/// @param code as in the reference: L1, U3, P1
/// @param detail how many of what break it
public record Invariant(String code, boolean ok, String detail) {}
