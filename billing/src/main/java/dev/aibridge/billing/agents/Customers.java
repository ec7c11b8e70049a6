package dev.aibridge.billing.agents;

import dev.aibridge.billing.database.Rows;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads an agent's customers, and what moved between them.
@ApplicationScoped
public class Customers {

    private static final String SELECT =
            """
            SELECT t.id, t.name, t.status, t.agent, COALESCE(w.posted, 0),
              (SELECT COALESCE(sum(h.tokens), 0) FROM billing.handover h
               WHERE h.agent_id = t.agent_id AND h.customer_id = t.id)::bigint,
              (SELECT COALESCE(sum(l.rest), 0) FROM billing.left_of_agent(w.id, t.agent_id) l)::bigint,
              (SELECT COALESCE(sum(u.paid), 0) FROM usage.total u
               WHERE u.tenant_id = t.id AND u.span = 'day' AND u.starts_at > now() - interval '30 days')::bigint
            FROM accounts.tenant t LEFT JOIN billing.wallet w ON w.tenant_id = t.id
            WHERE t.agent_id = ?
            """;
    private static final String PAGE =
            SELECT
                    + "AND t.id < COALESCE(?, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)"
                    + " ORDER BY t.id DESC LIMIT ?";
    private static final String ONE = SELECT + "AND t.id = ?";
    private static final String HANDOVERS =
            """
            SELECT tx_id, at, tokens, reason FROM billing.handover
            WHERE agent_id = ? AND customer_id = ? AND tx_id < ? ORDER BY tx_id DESC LIMIT ?
            """;

    private final AgroalDataSource database;

    /// Reads from that database.
    public Customers(@DataSource("reading") AgroalDataSource database) {
        this.database = database;
    }

    /// Some of an agent's, the newest first.
    ///
    /// @param before only those that are older than this one
    public List<Customer> of(UUID agent, @Nullable UUID before, int limit) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Rows.all(connection, Customers::customer, PAGE, agent, before, limit);
        }
    }

    /// One of an agent's.
    public Optional<Customer> one(UUID agent, UUID customer) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Rows.first(connection, Customers::customer, ONE, agent, customer);
        }
    }

    /// What moved between an agent and its customer, the newest first.
    public List<HandoverLine> handovers(UUID agent, UUID customer, long before, int limit)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Rows.all(connection, Customers::line, HANDOVERS, agent, customer, before, limit);
        }
    }

    private static Customer customer(ResultSet row) throws SQLException {
        return new Customer(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8));
    }

    private static HandoverLine line(ResultSet row) throws SQLException {
        return new HandoverLine(
                row.getLong(1), Rows.instant(row, 2), row.getLong(3), row.getString(4));
    }
}
