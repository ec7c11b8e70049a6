package dev.aibridge.portal.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How our books are compared with those of others.
public final class Reconciliation {

    private Reconciliation() {}

    /// One comparison.
    ///
    /// @param what with whose books: `stripe` or `usage`
    /// @param endedAt nothing while it runs, or when it failed
    /// @param askedBy an admin; nothing: the night's own
    /// @param compared how many movements
    /// @param findings open after it
    /// @param account the vendor account, for `usage`
    public record Run(
            UUID id,
            String what,
            Instant since,
            Instant until,
            Instant beganAt,
            @Nullable Instant endedAt,
            @Nullable String askedBy,
            long compared,
            long findings,
            @Nullable String failure,
            @Nullable String account) {}

    /// Some comparisons, one for each account.
    public record Runs(List<Run> items) {}

    /// Something that does not agree.
    ///
    /// @param kind `missing_here`, `missing_there` or `amount_differs`
    /// @param unit a currency, whose minor units are compared, or what is counted
    /// @param ours nothing when we have none of it
    /// @param theirs nothing when they have none of it
    /// @param goneAt since when both agree again
    /// @param account the vendor account, for `usage`
    public record Finding(
            UUID id,
            String what,
            String kind,
            String subject,
            LocalDate day,
            String unit,
            @Nullable Long ours,
            @Nullable Long theirs,
            Instant foundAt,
            @Nullable Instant goneAt,
            @Nullable Instant resolvedAt,
            @Nullable String resolvedBy,
            @Nullable String note,
            @Nullable String account) {}

    /// How a finding was settled.
    public record Resolution(String note) {}
}
