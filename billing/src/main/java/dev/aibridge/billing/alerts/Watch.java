package dev.aibridge.billing.alerts;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.database.Transactions;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/// Compares balances and what is used of caps with thresholds now and then, apart from settlement,
/// whose transactions stay short. Several replicas may: a crossing is one row.
@ApplicationScoped
public class Watch {

    private static final Logger LOG = Logger.getLogger(Watch.class);
    private static final String CROSS = "SELECT billing.cross_alerts(?)";
    private static final String CROSS_CAPS = "SELECT billing.cross_cap_alerts()";

    private final AgroalDataSource database;
    private final Counter raised;
    private final Counter failures;

    /// Watches the wallets of that database.
    public Watch(AgroalDataSource database, MeterRegistry registry) {
        this.database = database;
        this.raised = registry.counter("aibridge_alerts_raised");
        this.failures = registry.counter("aibridge_alerts_failures");
    }

    /// Looks at balances.
    @Scheduled(
            every = "${aibridge.alerts.balance-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void balances() {
        look("balance", CROSS, "balance");
    }

    /// Looks at the days that they last.
    @Scheduled(
            every = "${aibridge.alerts.days-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void days() {
        look("days", CROSS, "days");
    }

    /// Looks at what is used of spend caps.
    @Scheduled(
            every = "${aibridge.alerts.caps-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void caps() {
        look("caps", CROSS_CAPS);
    }

    private void look(String kind, String sql, Object... parameters) {
        try {
            raised.increment(
                    Transactions.call(
                            database,
                            connection ->
                                    Rows.first(connection, row -> row.getLong(1), sql, parameters)
                                            .orElseThrow()));
        } catch (SQLException e) {
            failures.increment();
            LOG.warnf("alerts on %s are looked at again: %s", kind, e);
        }
    }
}
