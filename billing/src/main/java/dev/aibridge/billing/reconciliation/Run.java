package dev.aibridge.billing.reconciliation;

import dev.aibridge.billing.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One comparison of our books with another's.
///
/// @param what with whose
/// @param since what happened from then on was compared
/// @param until what happened before then
/// @param endedAt `null` while it runs, or when it failed
/// @param askedBy the admin's name; `null` when the night asked
/// @param compared how many movements
/// @param findings how many are open after it
/// @param failure why it came to nothing
/// @param account with which of the vendor accounts, by their channels' credential; `null` for
///   Stripe
@Schema(name = "ReconciliationRun")
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
        @Nullable String account) {

    static final String COLUMNS =
            "id, what, since, until, began_at, ended_at, asked_by, compared, findings, failure,"
                    + " NULLIF(account, '')";

    static Run of(ResultSet row) throws SQLException {
        return new Run(
                row.getObject(1, UUID.class),
                row.getString(2),
                Rows.instant(row, 3),
                Rows.instant(row, 4),
                Rows.instant(row, 5),
                row.getTimestamp(6) == null ? null : Rows.instant(row, 6),
                row.getString(7),
                row.getLong(8),
                row.getLong(9),
                row.getString(10),
                row.getString(11));
    }
}
