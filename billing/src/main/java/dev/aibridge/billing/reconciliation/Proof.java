package dev.aibridge.billing.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.logging.Logger;

/// Proves the money invariants and shows each as a gauge.
@ApplicationScoped
public class Proof {

    private static final Logger LOG = Logger.getLogger(Proof.class);

    private final ReconciliationSettings settings;
    private final ReconciliationMetrics metrics;

    /// A proof within those limits.
    public Proof(ReconciliationSettings settings, ReconciliationMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    /// Runs `billing.verify()`. The role's statement time-out is lifted for this transaction alone.
    public void run(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = " + settings.proofLimit().toMillis());
            try (ResultSet row =
                    statement.executeQuery("SELECT code, ok, detail FROM billing.verify()")) {
                while (row.next()) {
                    show(row.getString(1), row.getBoolean(2), row.getString(3));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void show(String code, boolean holds, String detail) {
        metrics.invariant(code, holds);
        if (!holds) {
            LOG.errorf("invariant %s does not hold: %s", code, detail);
        }
    }
}
