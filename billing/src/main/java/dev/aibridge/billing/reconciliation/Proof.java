package dev.aibridge.billing.reconciliation;

import dev.aibridge.billing.database.Patience;
import dev.aibridge.billing.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// Proves the money invariants and shows each as a gauge.
@ApplicationScoped
public class Proof {

    private static final Logger LOG = Logger.getLogger(Proof.class);

    private static final String PROVE = "SELECT code, ok, detail FROM billing.prove(?)";

    private static final String LOCK_TIMEOUT = "SELECT set_config('lock_timeout', ?, true)";

    private final ReconciliationSettings settings;
    private final ReconciliationMetrics metrics;

    /// A proof within those limits.
    public Proof(ReconciliationSettings settings, ReconciliationMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    /// Proves what is new since the watermark, and moves it. Empty when another replica does.
    public List<Invariant> runNew(Connection connection) throws SQLException {
        return within(settings.proofLimit(), connection, false);
    }

    /// Proves everything and sets the watermark. Empty when another replica does.
    public List<Invariant> runWhole(Connection connection) throws SQLException {
        return within(settings.wholeProofLimit(), connection, true);
    }

    /// The role's time-outs are lifted for this transaction alone.
    private List<Invariant> within(Duration limit, Connection connection, boolean whole)
            throws SQLException {
        List<Invariant> invariants =
                Patience.call(
                        connection,
                        limit,
                        () -> {
                            Rows.first(connection, _ -> 0, LOCK_TIMEOUT, limit.toMillis() + "ms");
                            return Rows.all(connection, Proof::invariant, PROVE, whole);
                        });
        invariants.forEach(this::show);
        return invariants;
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
