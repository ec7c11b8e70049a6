package dev.aibridge.billing.reconciliation;

import java.time.Instant;
import java.util.List;

/// What a proof found.
///
/// @param items every invariant
/// @param at when it was proved
public record Verdict(List<Invariant> items, Instant at) {}
