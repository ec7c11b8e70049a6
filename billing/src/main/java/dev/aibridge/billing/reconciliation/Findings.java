package dev.aibridge.billing.reconciliation;

import dev.aibridge.billing.audit.Act;
import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.database.Transactions;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What comparisons found, and what admins say about it.
@ApplicationScoped
public class Findings {

    private static final UUID NEWEST = new UUID(-1, -1);
    private static final String RUNS =
            "SELECT "
                    + Run.COLUMNS
                    + " FROM billing.reconciliation WHERE id < ? ORDER BY id DESC LIMIT ?";
    private static final String LIST =
            "SELECT "
                    + Finding.COLUMNS
                    + """
                     FROM billing.finding
                    WHERE id < ? AND (NOT ? OR (gone_at IS NULL AND resolved_at IS NULL))
                    ORDER BY id DESC LIMIT ?
                    """;
    private static final String RESOLVE =
            """
            UPDATE billing.finding SET resolved_at = now(), resolved_by = ?, note = ?
            WHERE id = ? AND resolved_at IS NULL AND gone_at IS NULL RETURNING
            """
                    + Finding.COLUMNS;
    private static final String FIND =
            "SELECT " + Finding.COLUMNS + " FROM billing.finding WHERE id = ?";
    private static final String COUNT =
            """
            SELECT w.what, k.kind, count(f.id)
            FROM (VALUES ('stripe'), ('usage')) w (what)
            CROSS JOIN (VALUES ('missing_here'), ('missing_there'), ('amount_differs')) k (kind)
            LEFT JOIN billing.finding f ON f.what = w.what AND f.kind = k.kind
              AND f.gone_at IS NULL AND f.resolved_at IS NULL
            GROUP BY 1, 2
            """;

    private record Count(String what, String kind, long count) {}

    private final AgroalDataSource database;
    private final ReconciliationMetrics metrics;

    /// Findings in that database.
    public Findings(AgroalDataSource database, ReconciliationMetrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /// Some comparisons, newest first.
    ///
    /// @param before older than that one; `null`: from the newest
    public List<Run> runs(@Nullable UUID before, int limit) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Rows.all(connection, Run::of, RUNS, before == null ? NEWEST : before, limit);
        }
    }

    /// Some findings, newest first.
    ///
    /// @param open only those that nobody has settled
    /// @param before older than that one; `null`: from the newest
    public List<Finding> list(boolean open, @Nullable UUID before, int limit) throws SQLException {
        try (Connection connection = database.getConnection()) {
            UUID cursor = before == null ? NEWEST : before;
            return Rows.all(connection, Finding::of, LIST, cursor, open, limit);
        }
    }

    /// One of them.
    public Optional<Finding> find(UUID id) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Rows.first(connection, Finding::of, FIND, id);
        }
    }

    /// An admin settles one; answers it as it is now, empty when there is none. One that is settled
    /// stays as it is.
    public Optional<Finding> resolve(UUID id, Admin admin, String note) throws SQLException {
        Optional<Finding> found =
                Transactions.call(
                        database,
                        connection -> {
                            Optional<Finding> resolved =
                                    Rows.first(
                                            connection,
                                            Finding::of,
                                            RESOLVE,
                                            admin.name(),
                                            note,
                                            id);
                            if (resolved.isEmpty()) {
                                return Rows.first(connection, Finding::of, FIND, id);
                            }
                            act(admin, resolved.get(), note).append(connection);
                            return resolved;
                        });
        show();
        return found;
    }

    private static Act act(Admin admin, Finding finding, String note) {
        return new Act(
                admin.subject(),
                admin.name(),
                "finding.resolve",
                null,
                "finding:" + finding.id(),
                note,
                "{\"what\": \"%s\", \"kind\": \"%s\"}".formatted(finding.what(), finding.kind()));
    }

    /// Brings the gauges up to date.
    void show() throws SQLException {
        try (Connection connection = database.getConnection()) {
            Rows.all(
                            connection,
                            row -> new Count(row.getString(1), row.getString(2), row.getLong(3)),
                            COUNT)
                    .forEach(one -> metrics.findings(one.what(), one.kind(), one.count()));
        }
    }
}
