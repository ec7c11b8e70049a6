package dev.aibridge.billing.vouchers;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aibridge.billing.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A voucher, as an admin sees it later.
///
/// @param lastFour of its code; the rest is not kept
/// @param note what it was made for
/// @param tenant who redeemed it
public record Voucher(
        UUID id,
        State state,
        String lastFour,
        long tokensMicro,
        String note,
        Instant madeAt,
        @Nullable Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable UUID tenant) {

    /// Whether it can be redeemed, and if not, why.
    public enum State {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("redeemed")
        REDEEMED,
        @JsonProperty("revoked")
        REVOKED,
        @JsonProperty("expired")
        EXPIRED
    }

    static final String COLUMNS =
            """
            id, CASE WHEN redeemed_at IS NOT NULL THEN 'REDEEMED' WHEN revoked_at IS NOT NULL THEN 'REVOKED'
              WHEN expires_at <= now() THEN 'EXPIRED' ELSE 'OPEN' END,
            last_four, tokens, note, made_at, expires_at, COALESCE(redeemed_at, revoked_at), tenant_id
            """;

    static Voucher of(ResultSet row) throws SQLException {
        return new Voucher(
                row.getObject(1, UUID.class),
                State.valueOf(row.getString(2)),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                Rows.instant(row, 6),
                instant(row, 7),
                instant(row, 8),
                row.getObject(9, UUID.class));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
