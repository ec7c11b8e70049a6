package dev.aibridge.billing.alerts;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.database.Transactions;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What tenants want to be told, and where.
@ApplicationScoped
public class Rules {

    private static final String LOCK =
            "SELECT true FROM pg_advisory_xact_lock(hashtextextended('alerts:' || ?, 0))";

    private static final String RULES =
            """
            SELECT id, kind, threshold, armed, made_at FROM billing.alert_rule
            WHERE tenant_id = ? AND ended_at IS NULL ORDER BY kind, threshold DESC
            """;

    /// Nothing when the tenant has it already, or has as many as it may.
    private static final String ADD =
            """
            INSERT INTO billing.alert_rule (id, tenant_id, kind, threshold, made_by)
            SELECT ?, ?, ?, ?, ?
            WHERE (SELECT count(*) FROM billing.alert_rule WHERE tenant_id = ? AND ended_at IS NULL) < ?
            ON CONFLICT (tenant_id, kind, threshold) WHERE ended_at IS NULL DO NOTHING
            RETURNING id, kind, threshold, armed, made_at
            """;

    private static final String END =
            """
            UPDATE billing.alert_rule SET ended_at = now()
            WHERE tenant_id = ? AND id = ? AND ended_at IS NULL RETURNING id
            """;

    private static final String ENDPOINTS =
            """
            SELECT id, url, made_at FROM billing.webhook_endpoint
            WHERE tenant_id = ? AND ended_at IS NULL ORDER BY made_at, id
            """;

    private static final String ADD_ENDPOINT =
            """
            INSERT INTO billing.webhook_endpoint (id, tenant_id, url, made_by)
            SELECT ?, ?, ?, ?
            WHERE (SELECT count(*) FROM billing.webhook_endpoint WHERE tenant_id = ? AND ended_at IS NULL) < ?
            RETURNING id, url, made_at
            """;

    private static final String END_ENDPOINT =
            """
            UPDATE billing.webhook_endpoint SET ended_at = now()
            WHERE tenant_id = ? AND id = ? AND ended_at IS NULL RETURNING id
            """;

    private static final String DROP_DUE =
            """
            UPDATE billing.delivery SET state = 'given_up', ended_at = now(), answer = 'endpoint removed'
            WHERE endpoint_id = ? AND state = 'due' RETURNING id
            """;

    private static final String TEST =
            """
            SELECT billing.raise_alert(e.tenant_id, 'test', '{}', NULL, NULL, e.id)
            FROM billing.webhook_endpoint e WHERE e.tenant_id = ? AND e.id = ? AND e.ended_at IS NULL
            """;

    private static final String DELIVERIES =
            """
            SELECT d.id, a.type, COALESCE(d.email, e.url), d.state, d.attempts, d.made_at, d.ended_at, d.answer
            FROM billing.delivery d JOIN billing.alert a ON a.id = d.alert_id
              LEFT JOIN billing.webhook_endpoint e ON e.id = d.endpoint_id
            WHERE d.tenant_id = ? AND (?::uuid IS NULL OR d.id < ?) ORDER BY d.id DESC LIMIT ?
            """;

    private final AgroalDataSource database;
    private final AlertSettings settings;

    /// Rules in that database.
    public Rules(AgroalDataSource database, AlertSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// A tenant's rules, by kind, the highest threshold first.
    public List<Rule> of(UUID tenant) throws SQLException {
        return all(Rules::rule, RULES, tenant);
    }

    /// Adds a rule; nothing when the tenant has it, or has as many as it may.
    public Optional<Rule> add(UUID tenant, String kind, long threshold, UUID by)
            throws SQLException {
        return Transactions.call(
                database,
                connection -> {
                    lock(connection, tenant);
                    return Rows.first(
                            connection,
                            Rules::rule,
                            ADD,
                            UUID.randomUUID(),
                            tenant,
                            kind,
                            threshold,
                            by,
                            tenant,
                            settings.rules());
                });
    }

    /// Ends a rule; answers whether there was one.
    public boolean end(UUID tenant, UUID rule) throws SQLException {
        return !all(row -> row.getObject(1, UUID.class), END, tenant, rule).isEmpty();
    }

    /// A tenant's endpoints, oldest first.
    public List<Endpoint> endpoints(UUID tenant) throws SQLException {
        return all(Rules::endpoint, ENDPOINTS, tenant);
    }

    /// Adds an endpoint; nothing when there are as many as there may be.
    public Optional<Endpoint> addEndpoint(UUID tenant, String url, UUID by) throws SQLException {
        return Transactions.call(
                database,
                connection -> {
                    lock(connection, tenant);
                    return Rows.first(
                            connection,
                            Rules::endpoint,
                            ADD_ENDPOINT,
                            UUID.randomUUID(),
                            tenant,
                            url,
                            by,
                            tenant,
                            settings.endpoints());
                });
    }

    /// Ends an endpoint and what was on its way there; answers whether there was one.
    public boolean endEndpoint(UUID tenant, UUID endpoint) throws SQLException {
        return Transactions.call(
                database,
                connection -> {
                    boolean ended =
                            Rows.first(
                                            connection,
                                            row -> row.getObject(1, UUID.class),
                                            END_ENDPOINT,
                                            tenant,
                                            endpoint)
                                    .isPresent();
                    if (ended) {
                        Rows.all(connection, row -> row.getObject(1), DROP_DUE, endpoint);
                    }
                    return ended;
                });
    }

    /// Sends an endpoint something to try it; answers whether there is one.
    public boolean test(UUID tenant, UUID endpoint) throws SQLException {
        return !all(row -> row.getObject(1, UUID.class), TEST, tenant, endpoint).isEmpty();
    }

    /// What a tenant was told, newest first.
    ///
    /// @param before only those that are older than that one
    public List<Delivery> deliveries(UUID tenant, @Nullable UUID before, int limit)
            throws SQLException {
        return all(Rules::delivery, DELIVERIES, tenant, before, before, limit);
    }

    /// Two that add something at once must not count the same.
    private static void lock(Connection connection, UUID tenant) throws SQLException {
        Rows.first(connection, row -> row.getBoolean(1), LOCK, tenant.toString());
    }

    private <T> List<T> all(Rows.Reader<T> reader, String sql, @Nullable Object... parameters)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Rows.all(connection, reader, sql, parameters);
        }
    }

    private static Rule rule(ResultSet row) throws SQLException {
        return new Rule(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getLong(3),
                row.getBoolean(4),
                Rows.instant(row, 5));
    }

    private static Endpoint endpoint(ResultSet row) throws SQLException {
        return new Endpoint(row.getObject(1, UUID.class), row.getString(2), Rows.instant(row, 3));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                Rows.instant(row, 6),
                row.getTimestamp(7) == null ? null : Rows.instant(row, 7),
                row.getString(8));
    }
}
