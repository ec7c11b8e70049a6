package dev.aibridge.billing.api;

import dev.aibridge.billing.database.Rows;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// Whose tenants a caller may touch. Every route with a tenant in its path asks here first.
@ApplicationScoped
public class Tenants {

    private static final String MEMBER =
            "SELECT tenant_id FROM accounts.member WHERE tenant_id = ? AND subject = ?";
    private static final String ANY = "SELECT id FROM accounts.tenant WHERE id = ?";
    private static final String AGENT =
            """
            SELECT m.tenant_id FROM accounts.member m JOIN accounts.tenant t ON t.id = m.tenant_id
            WHERE m.tenant_id = ? AND m.subject = ? AND t.agent
            """;
    private static final String ANY_AGENT = ANY + " AND agent";

    private final AgroalDataSource database;
    private final Caller caller;

    /// A guard that asks that database.
    public Tenants(@DataSource("reading") AgroalDataSource database, Caller caller) {
        this.database = database;
        this.caller = caller;
    }

    /// The tenant of a path that the caller is a member of.
    ///
    /// @throws Refused 404 when it is unknown, malformed or another's
    public UUID member(String path) throws SQLException {
        UUID tenant = Ids.inPath(path);
        UUID subject = caller.subject().orElseThrow(Tenants::notFound);
        return find(MEMBER, tenant, subject);
    }

    /// The tenant of a path that the caller may read: a member, or an admin.
    ///
    /// @throws Refused 404 when it is unknown, malformed or another's
    public UUID reader(String path) throws SQLException {
        return caller.isAdmin() ? find(ANY, Ids.inPath(path)) : member(path);
    }

    /// The agent of a path that the caller is a member of.
    ///
    /// @throws Refused 404 when it is unknown, malformed, another's or no agent
    public UUID agent(String path) throws SQLException {
        UUID tenant = Ids.inPath(path);
        UUID subject = caller.subject().orElseThrow(Tenants::notFound);
        return find(AGENT, tenant, subject);
    }

    /// The agent of a path that the caller may read: a member, or an admin.
    ///
    /// @throws Refused 404 when it is unknown, malformed, another's or no agent
    public UUID agentReader(String path) throws SQLException {
        return caller.isAdmin() ? find(ANY_AGENT, Ids.inPath(path)) : agent(path);
    }

    private UUID find(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Rows.first(connection, row -> row.getObject(1, UUID.class), sql, parameters)
                    .orElseThrow(Tenants::notFound);
        }
    }

    private static Refused notFound() {
        return new Refused(Problem.NOT_FOUND);
    }
}
