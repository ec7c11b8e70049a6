package dev.aibridge.portal.billing;

import java.time.Instant;
import java.util.List;

/// Whether the ledger's invariants hold.
public record Verdict(List<Invariant> items, Instant at) {

    /// How many do not.
    public long broken() {
        return items.stream().filter(one -> !one.ok()).count();
    }

    /// One of them.
    public record Invariant(String code, boolean ok, String detail) {}
}
