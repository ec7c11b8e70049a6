package dev.aibridge.billing.statements;

import dev.aibridge.billing.database.Rows;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Sums, month by month, what an agent handed on to each customer, and what they spent.
@ApplicationScoped
public class CustomerMonths {

    /// A customer that went to another agent keeps what this one handed on, without its usage.
    private static final String SUM =
            """
            WITH
            month AS (
              SELECT * FROM unnest(?::timestamptz[], ?::timestamptz[]) WITH ORDINALITY AS m (since, until, step)),
            moved AS (
              SELECT m.step, h.customer_id AS id, sum(h.tokens) FILTER (WHERE h.tokens > 0) AS handed,
                -sum(h.tokens) FILTER (WHERE h.tokens < 0) AS back
              FROM month m JOIN billing.handover h
                ON h.agent_id = ? AND h.at >= m.since AND h.at < m.until
              GROUP BY 1, 2),
            spent AS (
              SELECT p.step, t.id, sum(p.sign * u.paid) AS paid
              FROM unnest(?, ?, ?, ?, ?) AS p (step, span, sign, since, until) CROSS JOIN accounts.tenant t CROSS JOIN LATERAL (
                SELECT sum(paid) AS paid FROM usage.sum
                WHERE tenant_id = t.id AND span = p.span AND starts_at >= p.since
                  AND starts_at < p.until) u
              WHERE t.agent_id = ? GROUP BY 1, 2 HAVING sum(p.sign * u.paid) > 0)
            SELECT step, id, t.name, COALESCE(handed, 0)::bigint, COALESCE(back, 0)::bigint,
              COALESCE(paid, 0)::bigint
            FROM moved FULL JOIN spent USING (step, id) JOIN accounts.tenant t USING (id)
            ORDER BY step DESC, t.name, id LIMIT ?
            """;

    private final AgroalDataSource database;

    /// Reads from that database.
    public CustomerMonths(@DataSource("reading") AgroalDataSource database) {
        this.database = database;
    }

    /// Rows of that window's months, the newest first; no more than the limit.
    public List<CustomerMonth> of(UUID agent, Window window, int limit) throws SQLException {
        List<ZonedDateTime> starts = window.starts();
        try (Connection connection = database.getConnection()) {
            List<OffsetDateTime> edges = window.edges();
            Object[] since = edges.subList(0, edges.size() - 1).toArray();
            Object[] until = edges.subList(1, edges.size()).toArray();
            List<Object> parameters = new ArrayList<>();
            parameters.add(connection.createArrayOf("timestamptz", since));
            parameters.add(connection.createArrayOf("timestamptz", until));
            parameters.add(agent);
            parameters.addAll(UsageRows.pieces(connection, window));
            parameters.addAll(List.of(agent, limit));
            return Rows.all(connection, row -> month(row, starts), SUM, parameters.toArray());
        }
    }

    private static CustomerMonth month(ResultSet row, List<ZonedDateTime> starts)
            throws SQLException {
        return new CustomerMonth(
                starts.get(row.getInt(1) - 1).toLocalDate(),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6));
    }
}
