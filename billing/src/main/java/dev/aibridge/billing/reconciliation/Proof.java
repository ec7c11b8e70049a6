package dev.aibridge.billing.reconciliation;

import dev.aibridge.billing.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// Proves the money invariants and shows each as a gauge.
@ApplicationScoped
public class Proof {

    private static final Logger LOG = Logger.getLogger(Proof.class);

    private static final String PROVE = "SELECT code, ok, detail FROM billing.prove(?)";

    /// How much longer than the statement the connection waits: the server is to end it.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ReconciliationSettings settings;
    private final ReconciliationMetrics metrics;

    /// A proof within those limits.
    public Proof(ReconciliationSettings settings, ReconciliationMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    /// Proves what is new since the watermark, and moves it. Empty when another replica does.
    public List<Invariant> runNew(Connection connection) throws SQLException {
        return within(settings.proofLimit(), connection, PROVE, false);
    }

    /// Proves everything and sets the watermark. Empty when another replica does.
    public List<Invariant> runWhole(Connection connection) throws SQLException {
        return within(settings.wholeProofLimit(), connection, PROVE, true);
    }

    /// The role's time-outs are lifted for this transaction alone.
    private List<Invariant> within(
            Duration limit, Connection connection, String sql, Object... parameters)
            throws SQLException {
        int patience = connection.getNetworkTimeout();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, (int) limit.plus(GRACE).toMillis());
            statement.execute("SET LOCAL statement_timeout = " + limit.toMillis());
            statement.execute("SET LOCAL lock_timeout = " + limit.toMillis());
            List<Invariant> invariants = Rows.all(connection, Proof::invariant, sql, parameters);
            connection.commit();
            invariants.forEach(this::show);
            return invariants;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, patience);
        }
    }

    /// Of columns code, ok and detail.
    static Invariant invariant(ResultSet row) throws SQLException {
        return new Invariant(row.getString(1), row.getBoolean(2), row.getString(3));
    }

    private void show(Invariant invariant) {
        metrics.invariant(invariant.code(), invariant.ok());
        if (!invariant.ok()) {
            LOG.errorf("invariant %s does not hold: %s", invariant.code(), invariant.detail());
        }
    }
}
