package dev.aibridge.billing.retention;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.database.Transactions;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/// Removes mails and webhooks that ended long ago, and the alerts that nothing tells of any more.
@ApplicationScoped
public class DeliveryRetention {

    private static final Logger LOG = Logger.getLogger(DeliveryRetention.class);

    /// Rows in one transaction, well within the time-out of a statement.
    private static final int BATCH = 1_000;

    private static final String DELIVERIES =
            """
            DELETE FROM billing.delivery WHERE id IN (
              SELECT id FROM billing.delivery
              WHERE state <> 'due' AND ended_at < now() - ? * interval '1 millisecond'
              ORDER BY ended_at LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING 1
            """;

    /// A rule counts its crossings itself, so that none is told of twice.
    private static final String ALERTS =
            """
            DELETE FROM billing.alert WHERE id IN (
              SELECT id FROM billing.alert a
              WHERE raised_at < now() - ? * interval '1 millisecond'
                AND NOT EXISTS (SELECT FROM billing.delivery d WHERE d.alert_id = a.id)
              ORDER BY raised_at LIMIT ?)
            RETURNING 1
            """;

    private final AgroalDataSource database;
    private final RetentionSettings settings;

    /// One for that database.
    public DeliveryRetention(AgroalDataSource database, RetentionSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// Removes what is past its retention.
    @Scheduled(
            every = "${aibridge.retention.every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void removeOldDeliveries() {
        try {
            removeAll(DELIVERIES);
            removeAll(ALERTS);
        } catch (SQLException e) {
            LOG.warnf("old deliveries are looked for again: %s", e);
        }
    }

    private void removeAll(String sql) throws SQLException {
        int removed = BATCH;
        while (removed == BATCH) {
            removed =
                    Transactions.call(
                            database,
                            connection ->
                                    Rows.all(
                                                    connection,
                                                    row -> row.getInt(1),
                                                    sql,
                                                    settings.deliveries().toMillis(),
                                                    BATCH)
                                            .size());
        }
    }
}
