package dev.aibridge.billing.statements;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.usage.Outcome;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sums a tenant's usage by hours or days of any time zone.
@ApplicationScoped
public class UsageRows {

    /// The steps come from here, so that one time zone database decides. Each is a range of the
    /// index and has few groups: grouped all at once, PostgreSQL expects so many that it sorts
    /// every sum of the window on disk.
    @SuppressWarnings("InlineFormatString") // Read better apart from what fills it in.
    private static final String SUM =
            """
            SELECT s.step, r."group"::text, r.requests, r.failed, r.counts, r.charge, r.paid
            FROM unnest(?, ?) WITH ORDINALITY AS s (since, until, step)
            CROSS JOIN LATERAL (
              SELECT %s AS "group", sum(requests)::bigint AS requests,
                COALESCE(sum(requests) FILTER (WHERE outcome IN (%s)), 0)::bigint AS failed,
                ARRAY[%s] AS counts, sum(charge)::bigint AS charge, sum(paid)::bigint AS paid
              FROM usage.rollup
              WHERE tenant_id = ? AND starts_at >= s.since AND starts_at < s.until%s
              GROUP BY 1) r
            ORDER BY s.step, r."group" LIMIT ?
            """;

    private static final String FAILED =
            Arrays.stream(Outcome.values())
                    .filter(outcome -> outcome.payer() != Outcome.Payer.CUSTOMER)
                    .map(outcome -> "'" + outcome + "'")
                    .collect(Collectors.joining(", "));

    private static final String COUNTS =
            IntStream.rangeClosed(1, Bucket.count())
                    .mapToObj("sum(counts[%d])::bigint"::formatted)
                    .collect(Collectors.joining(", "));

    private final AgroalDataSource database;

    /// Reads from that database.
    public UsageRows(@DataSource("reading") AgroalDataSource database) {
        this.database = database;
    }

    /// Rows of that window, by time; no more than the limit.
    public List<UsageRow> of(
            UUID tenant, Window window, Grouping grouping, Filter filter, int limit)
            throws SQLException {
        List<ZonedDateTime> starts = window.starts();
        String sql = SUM.formatted(grouping.column(), FAILED, COUNTS, filter.conditions());
        List<OffsetDateTime> edges = window.edges();
        try (Connection connection = database.getConnection()) {
            List<Object> parameters =
                    filter.after(
                            times(connection, edges.subList(0, starts.size())),
                            times(connection, edges.subList(1, edges.size())),
                            tenant);
            parameters.add(limit);
            return Rows.all(connection, row -> usage(row, starts), sql, parameters.toArray());
        }
    }

    private static Array times(Connection connection, List<OffsetDateTime> times)
            throws SQLException {
        return connection.createArrayOf("timestamptz", times.toArray());
    }

    private static UsageRow usage(ResultSet row, List<ZonedDateTime> starts) throws SQLException {
        return new UsageRow(
                starts.get(row.getInt(1) - 1).toOffsetDateTime(),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                Rows.longs(row, 5),
                row.getLong(6),
                row.getLong(7));
    }
}
