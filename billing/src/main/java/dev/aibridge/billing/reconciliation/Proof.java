package dev.aibridge.billing.reconciliation;

import dev.aibridge.billing.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jboss.logging.Logger;

/// Proves the money invariants and shows each as a gauge.
@ApplicationScoped
public class Proof {

    private static final Logger LOG = Logger.getLogger(Proof.class);

    private static final String VERIFY = "SELECT code, ok, detail FROM billing.verify()";

    private final ReconciliationSettings settings;
    private final ReconciliationMetrics metrics;

    /// A proof within those limits.
    public Proof(ReconciliationSettings settings, ReconciliationMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    /// Runs `billing.verify()`. The role's statement time-out is lifted for this transaction alone.
    public List<Invariant> run(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = " + settings.proofLimit().toMillis());
            List<Invariant> invariants = Rows.all(connection, Proof::invariant, VERIFY);
            invariants.forEach(this::show);
            return invariants;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Invariant invariant(ResultSet row) throws SQLException {
        return new Invariant(row.getString(1), row.getBoolean(2), row.getString(3));
    }

    private void show(Invariant invariant) {
        metrics.invariant(invariant.code(), invariant.ok());
        if (!invariant.ok()) {
            LOG.errorf("invariant %s does not hold: %s", invariant.code(), invariant.detail());
        }
    }
}
