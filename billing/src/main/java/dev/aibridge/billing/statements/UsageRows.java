package dev.aibridge.billing.statements;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.statements.Span.Piece;
import dev.aibridge.common.pricing.Bucket;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sums a tenant's usage by hours or days of any time zone.
@ApplicationScoped
public class UsageRows {

    /// The pieces of the steps come from here, so that one time zone database decides. Each is a
    /// range of an index and has few groups: grouped all at once, PostgreSQL expects so many that
    /// it sorts every sum of the window on disk. A group may be in pieces that cancel out.
    @SuppressWarnings("InlineFormatString") // Read better apart from what fills it in.
    private static final String SUM =
            """
            SELECT p.step, r."group"::text, sum(p.sign * r.requests)::bigint,
              sum(p.sign * r.failed)::bigint, %2$s AS counts, sum(p.sign * r.charge)::bigint,
              sum(p.sign * r.paid)::bigint
            FROM unnest(?, ?, ?, ?, ?) AS p (step, span, sign, since, until)
            CROSS JOIN LATERAL (
              SELECT %3$s AS "group", sum(requests) AS requests, sum(failed) AS failed,
                %1$s AS counts, sum(charge) AS charge, sum(paid) AS paid
              FROM usage.sum
              WHERE tenant_id = ? AND span = p.span AND starts_at >= p.since
                AND starts_at < p.until%4$s
              GROUP BY 1) r
            GROUP BY 1, 2 HAVING sum(p.sign * r.requests) > 0 ORDER BY 1, 2 LIMIT ?
            """;

    private static final String COUNTS = counts("sum(counts[%d])::bigint");
    private static final String SIGNED_COUNTS = counts("sum(p.sign * r.counts[%d])::bigint");
    private static final String NO_COUNTS = "'{}'::bigint[]";

    private static String counts(String each) {
        return IntStream.rangeClosed(1, Bucket.count())
                .mapToObj(each::formatted)
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }

    private final AgroalDataSource database;

    /// Reads from that database.
    public UsageRows(@DataSource("reading") AgroalDataSource database) {
        this.database = database;
    }

    /// Rows of that window, by time; no more than the limit.
    ///
    /// @param counts whether tokens are told by kind: most of the work
    public List<UsageRow> of(
            UUID tenant, Window window, Grouping grouping, Filter filter, boolean counts, int limit)
            throws SQLException {
        List<ZonedDateTime> starts = window.starts();
        String sql =
                SUM.formatted(
                        counts ? COUNTS : NO_COUNTS,
                        counts ? SIGNED_COUNTS : NO_COUNTS,
                        grouping.column(),
                        filter.conditions());
        try (Connection connection = database.getConnection()) {
            List<Object> parameters = new ArrayList<>(pieces(connection, window));
            parameters.addAll(filter.after(tenant));
            parameters.add(limit);
            return Rows.all(connection, row -> usage(row, starts), sql, parameters.toArray());
        }
    }

    /// Columns of what the steps are made of: step, span, sign, since, until.
    static List<Array> pieces(Connection connection, Window window) throws SQLException {
        List<OffsetDateTime> edges = window.edges();
        List<Integer> steps = new ArrayList<>();
        List<String> spans = new ArrayList<>();
        List<Integer> signs = new ArrayList<>();
        List<OffsetDateTime> since = new ArrayList<>();
        List<OffsetDateTime> until = new ArrayList<>();
        for (int step = 1; step < edges.size(); step++) {
            for (Piece piece :
                    Span.cut(edges.get(step - 1).toInstant(), edges.get(step).toInstant())) {
                steps.add(step);
                spans.add(piece.span().code());
                signs.add(piece.sign());
                since.add(piece.since().atOffset(ZoneOffset.UTC));
                until.add(piece.until().atOffset(ZoneOffset.UTC));
            }
        }
        return List.of(
                connection.createArrayOf("int4", steps.toArray()),
                connection.createArrayOf("text", spans.toArray()),
                connection.createArrayOf("int4", signs.toArray()),
                connection.createArrayOf("timestamptz", since.toArray()),
                connection.createArrayOf("timestamptz", until.toArray()));
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
