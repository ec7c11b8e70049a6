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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sums a tenant's usage by hours or days of any time zone.
@ApplicationScoped
public class UsageRows {

    /// The steps' starts come from here, so that one time zone database decides.
    @SuppressWarnings("InlineFormatString") // Read better apart from what fills it in.
    private static final String SUM =
            """
            SELECT width_bucket(starts_at, ?) AS step, %s AS "group", sum(requests)::bigint,
              COALESCE(sum(requests) FILTER (WHERE outcome IN (%s)), 0)::bigint,
              ARRAY[%s], sum(charge)::bigint, sum(paid)::bigint
            FROM usage.rollup WHERE tenant_id = ? AND starts_at >= ? AND starts_at < ?%s
            GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ?
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
        try (Connection connection = database.getConnection()) {
            // Typed, because a cast in the query would be done for each row anew.
            Array steps =
                    connection.createArrayOf(
                            "timestamptz",
                            starts.stream().map(ZonedDateTime::toOffsetDateTime).toArray());
            List<Object> parameters =
                    filter.after(
                            steps,
                            tenant,
                            window.from().atOffset(ZoneOffset.UTC),
                            window.to().atOffset(ZoneOffset.UTC));
            parameters.add(limit);
            return Rows.all(connection, row -> usage(row, starts), sql, parameters.toArray());
        }
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
