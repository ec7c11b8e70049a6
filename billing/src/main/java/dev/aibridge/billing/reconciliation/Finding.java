package dev.aibridge.billing.reconciliation;

import dev.aibridge.billing.database.Rows;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Something that our books and another's do not agree about.
///
/// @param what whose books
/// @param kind `missing_here`, `missing_there` or `amount_differs`
/// @param subject what it is about, as the other side names it
/// @param day in UTC
/// @param unit a currency, whose minor units are compared, or what is counted
/// @param ours `null` when we have nothing of it
/// @param theirs `null` when they have nothing of it
/// @param goneAt since when both agree again
/// @param resolvedAt when an admin settled it
/// @param note how
/// @param account in which of the vendor accounts, by their channels' credential; `null` for Stripe
@Schema(name = "ReconciliationFinding")
public record Finding(
        UUID id,
        String what,
        String kind,
        String subject,
        LocalDate day,
        String unit,
        @Nullable BigDecimal ours,
        @Nullable BigDecimal theirs,
        Instant foundAt,
        @Nullable Instant goneAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        @Nullable String note,
        @Nullable String account) {

    /// The longest note.
    public static final int LONGEST_NOTE = 500;

    static final String COLUMNS =
            "id, what, kind, subject, day, unit, ours, theirs, found_at, gone_at, resolved_at,"
                    + " resolved_by, note, NULLIF(account, '')";

    static Finding of(ResultSet row) throws SQLException {
        return new Finding(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, LocalDate.class),
                row.getString(6),
                row.getBigDecimal(7),
                row.getBigDecimal(8),
                Rows.instant(row, 9),
                row.getTimestamp(10) == null ? null : Rows.instant(row, 10),
                row.getTimestamp(11) == null ? null : Rows.instant(row, 11),
                row.getString(12),
                row.getString(13),
                row.getString(14));
    }
}
