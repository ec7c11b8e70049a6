package dev.aibridge.billing.reconciliation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Runs what watches over the books, in one replica at a time: whoever holds an advisory lock, for
/// as long as its connection lives.
@ApplicationScoped
public class Reconciliation {

    private static final Logger LOG = Logger.getLogger(Reconciliation.class);

    private static final String LEAD = "SELECT pg_try_advisory_lock(4242003)";
    private static final String RESIGN = "SELECT pg_advisory_unlock(4242003)";

    private final DataSource database;
    private final ReconciliationSettings settings;
    private final ReconciliationMetrics metrics;
    private final Reaper reaper;
    private final Proving proofs;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread reaping = Thread.ofPlatform().name("reaper").unstarted(this::reap);
    private final Thread proving = Thread.ofPlatform().name("proof").unstarted(this::prove);

    /// A watch that isn't running yet.
    public Reconciliation(
            DataSource database,
            ReconciliationSettings settings,
            ReconciliationMetrics metrics,
            Reaper reaper,
            Proving proofs) {
        this.database = database;
        this.settings = settings;
        this.metrics = metrics;
        this.reaper = reaper;
        this.proofs = proofs;
    }

    void start(@Observes StartupEvent event) {
        reaping.start();
        if (settings.proof().isPositive()) {
            proving.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        if (!reaping.join(settings.stop())) {
            LOG.warn("the reaper did not stop in time; its transaction is rolled back");
        }
        if (!proving.isAlive() || proving.join(settings.stop())) {
            return;
        }
        LOG.warn("a proof did not end in time; the watermark stays where it is");
    }

    private boolean stopsWithin(Duration pause) {
        try {
            return stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void reap() {
        do {
            try (Connection connection = database.getConnection()) {
                if (asked(connection, LEAD)) {
                    lead(connection);
                }
            } catch (SQLException | RuntimeException e) {
                metrics.failed();
                LOG.warnf("the reaper tries again: %s", e);
            }
        } while (!stopsWithin(settings.tick()));
    }

    /// Ticks on the connection that holds the lock; when it breaks, another replica takes over.
    private void lead(Connection connection) throws SQLException {
        long partitionsMade = 0;
        boolean made = false;
        try {
            do {
                if (!made || System.nanoTime() - partitionsMade > settings.partitions().toNanos()) {
                    makePartitions(connection);
                    partitionsMade = System.nanoTime();
                    made = true;
                }
                reaper.tick(connection);
            } while (!stopsWithin(settings.tick()));
        } finally {
            asked(connection, RESIGN);
        }
    }

    private void makePartitions(Connection connection) throws SQLException {
        try (PreparedStatement make =
                connection.prepareStatement("SELECT usage.make_partitions(?)")) {
            make.setInt(1, settings.partitionDays());
            make.execute();
        }
    }

    private static boolean asked(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void prove() {
        while (!stopsWithin(settings.proof())) {
            try (Connection connection = database.getConnection()) {
                proofs.run(connection);
            } catch (SQLException | RuntimeException e) {
                metrics.failed();
                LOG.warnf("the proof is tried again: %s", e);
            }
        }
    }
}
