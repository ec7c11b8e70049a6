package dev.aibridge.billing.statements;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.intake.Days;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads a tenant's requests, each alone.
@ApplicationScoped
public class RequestLines {

    @SuppressWarnings("InlineFormatString") // Read better apart from what fills it in.
    private static final String NEWEST_FIRST =
            """
            WITH page AS (
              SELECT * FROM usage.event
              WHERE wallet_id = (SELECT id FROM billing.wallet WHERE tenant_id = ?) AND id < ?%s
                AND day BETWEEN ? AND ?
              ORDER BY id DESC LIMIT ?)
            SELECT e.id, e.admitted_at, e.key_id, e.endpoint, e.model_id, e.channel_id, e.outcome, e.status,
              e.streamed, e.counts, p.ppm, e.charge, e.paid, e.balance_after, e.first_byte_ms, e.duration_ms,
              e.attempts, COALESCE(f.ppm, 1000000)
            FROM page e JOIN catalog.price p ON p.book_seq = e.book_seq AND p.model_id = e.model_id
              LEFT JOIN catalog.factor f ON f.book_seq = e.book_seq AND f.price_group = e.price_group
            ORDER BY e.id DESC
            """;

    /// A tenant none of whose requests went has no such day.
    private static final String KEPT_SINCE =
            """
            SELECT max(day) + 1 FROM usage.seal
            WHERE EXISTS (SELECT FROM usage.sealed_sum WHERE tenant_id = ?)
            """;

    /// As the index of failures has it.
    private static final String FAILED = " AND outcome NOT IN ('COMPLETED', 'CLIENT_LEFT')";

    /// Most pages are full within these, and read a few partitions instead of every day's.
    private static final int FIRST_DAYS = 7;

    private final AgroalDataSource database;

    /// Reads from that database.
    public RequestLines(@DataSource("reading") AgroalDataSource database) {
        this.database = database;
    }

    /// A page of requests whose ids, which rise with time, are below that one.
    ///
    /// @param failed only those that nobody pays for and those that broke
    public RequestPage of(UUID tenant, Filter filter, boolean failed, UUID before, int limit)
            throws SQLException {
        LocalDate last = LocalDate.ofEpochDay(Days.of(before));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate first = (last.isBefore(today) ? last : today).minusDays(FIRST_DAYS);
        String sql = NEWEST_FIRST.formatted(filter.conditions() + (failed ? FAILED : ""));
        try (Connection connection = database.getConnection()) {
            List<RequestLine> read = List.of();
            for (LocalDate since : List.of(first, LocalDate.EPOCH)) {
                if (read.size() <= limit) {
                    List<Object> parameters = filter.after(tenant, before);
                    parameters.addAll(List.of(since, last, limit + 1));
                    read = Rows.all(connection, RequestLines::line, sql, parameters.toArray());
                }
            }
            Page<RequestLine> page = Page.of(read, limit, line -> line.id().toString());
            return new RequestPage(page.items(), page.next(), keptSince(connection, tenant));
        }
    }

    private static @Nullable LocalDate keptSince(Connection connection, UUID tenant)
            throws SQLException {
        return Rows.all(
                        connection,
                        row -> Optional.ofNullable(row.getObject(1, LocalDate.class)),
                        KEPT_SINCE,
                        tenant)
                .getFirst()
                .orElse(null);
    }

    private static RequestLine line(ResultSet row) throws SQLException {
        return new RequestLine(
                row.getObject(1, UUID.class),
                Rows.instant(row, 2),
                row.getObject(3, UUID.class),
                row.getString(4).toLowerCase(Locale.ROOT),
                row.getString(5),
                row.getString(6),
                row.getString(7).toLowerCase(Locale.ROOT),
                row.getInt(8),
                row.getBoolean(9),
                Rows.longs(row, 10),
                Rows.longs(row, 11),
                row.getLong(18),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14),
                row.getInt(15),
                row.getInt(16),
                row.getInt(17));
    }
}
