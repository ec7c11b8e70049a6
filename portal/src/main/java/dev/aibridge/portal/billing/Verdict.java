package dev.aibridge.portal.billing;

import java.time.Instant;
import java.util.List;

/// Whether the ledger's invariants hold.
public record Verdict(List<Invariant> items, Instant at) {

    /// One of them.
    public record Invariant(String code, boolean ok, String detail) {}
}
