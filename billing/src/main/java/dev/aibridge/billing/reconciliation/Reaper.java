package dev.aibridge.billing.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Counts the silence of gateways. Money leaves a lease only on evidence: here, silence past the
/// longest stream, counted in ticks.
@ApplicationScoped
public class Reaper {

    private static final Logger LOG = Logger.getLogger(Reaper.class);

    private static final String TICK = "SELECT holder_id, change FROM billing.reaper_tick(?, ?)";
    private static final String LOST = "SELECT billing.declare_lost(?, 'silence', NULL)";
    private static final String RELEASE = "SELECT billing.release_leases(?, false)";

    private final ReconciliationSettings settings;
    private final ReconciliationMetrics metrics;

    /// A reaper with those limits.
    public Reaper(ReconciliationSettings settings, ReconciliationMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    private record Change(UUID holder, String change) {}

    /// One tick. A failed one does not count as silence.
    ///
    /// @param connection commits by itself: each holder is a transaction of its own
    public void tick(Connection connection) throws SQLException {
        for (Change change : changes(connection)) {
            switch (change.change()) {
                case "lost" -> {
                    run(connection, LOST, change.holder());
                    metrics.lost();
                    LOG.errorf(
                            "holder %s was silent past the longest stream: its leases are given back",
                            change.holder());
                }
                case "released" -> {
                    run(connection, RELEASE, change.holder());
                    LOG.infof("holder %s: leases that had waited are given back", change.holder());
                }
                default -> LOG.warnf("holder %s is %s", change.holder(), change.change());
            }
        }
    }

    private List<Change> changes(Connection connection) throws SQLException {
        List<Change> changes = new ArrayList<>();
        try (PreparedStatement tick = connection.prepareStatement(TICK)) {
            tick.setInt(1, settings.suspectTicks());
            tick.setInt(2, settings.lostTicks());
            try (ResultSet row = tick.executeQuery()) {
                while (row.next()) {
                    changes.add(new Change(row.getObject(1, UUID.class), row.getString(2)));
                }
            }
        }
        return changes;
    }

    private static void run(Connection connection, String sql, UUID holder) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, holder);
            statement.execute();
        }
    }
}
