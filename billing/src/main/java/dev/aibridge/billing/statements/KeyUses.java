package dev.aibridge.billing.statements;

import dev.aibridge.billing.database.Rows;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Sums a tenant's usage by key.
@ApplicationScoped
public class KeyUses {

    /// The newest event is looked for on the last day that has any or the one before: an id, which
    /// tells the day, is made a moment before its request is admitted.
    private static final String SUM =
            """
            SELECT k.key_id, k.requests, k.charge, COALESCE(e.admitted_at, k.last)
            FROM (
              SELECT key_id, sum(requests)::bigint AS requests, sum(charge)::bigint AS charge, max(starts_at) AS last
              FROM usage.total
              WHERE tenant_id = ? AND span = 'day' AND starts_at > now() - make_interval(days => ?)
              GROUP BY key_id) k
            LEFT JOIN LATERAL (
              SELECT admitted_at FROM usage.event
              WHERE key_id = k.key_id
                AND day BETWEEN (k.last AT TIME ZONE 'UTC')::date - 1 AND (k.last AT TIME ZONE 'UTC')::date
              ORDER BY id DESC LIMIT 1) e ON true
            ORDER BY k.key_id
            """;

    private final AgroalDataSource database;
    private final StatementSettings settings;

    /// Reads from that database.
    public KeyUses(@DataSource("reading") AgroalDataSource database, StatementSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// Every key that was used within the days of the settings.
    public List<KeyUsage> of(UUID tenant) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Rows.all(
                    connection,
                    row ->
                            new KeyUsage(
                                    row.getObject(1, UUID.class),
                                    row.getLong(2),
                                    row.getLong(3),
                                    Rows.instant(row, 4)),
                    SUM,
                    tenant,
                    settings.keyDays());
        }
    }
}
