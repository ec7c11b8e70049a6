package dev.aibridge.billing.intake;

import dev.aibridge.billing.failpoint.Failpoint;
import dev.aibridge.billing.rating.PriceBooks;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Takes events from the intake and books them, a batch in a transaction: all of it or nothing.
@ApplicationScoped
public class Settlement {

    private static final Logger LOG = Logger.getLogger(Settlement.class);

    private final DataSource database;
    private final PriceBooks books = new PriceBooks();
    private final SettlementSettings settings;
    private final SettlementMetrics metrics;
    private final Slices slices;

    /// Settles from that database.
    public Settlement(DataSource database, SettlementSettings settings, SettlementMetrics metrics) {
        this.database = database;
        this.settings = settings;
        this.metrics = metrics;
        this.slices = new Slices(settings.batch());
    }

    /// Books a batch: the oldest events, or while much waits those of some wallets; answers how
    /// many events it took.
    ///
    /// @throws SQLException when the database is away or busy; nothing has changed, try again
    public int settle() throws SQLException {
        for (int slice = slices.next(); slice >= 0; slice = slices.next()) {
            int part = slice;
            int taken = settle(true, c -> Intake.takeSlice(c, part, settings.batch()));
            if (taken > 0) {
                return taken;
            }
        }
        return settle(false, connection -> Intake.take(connection, settings.batch()));
    }

    private int settle(boolean isSlice, Taking taking) throws SQLException {
        Attempt attempt = new Attempt(taking);
        try {
            Settled settled = attempt.run();
            slices.settled(isSlice, settled);
            return settled.taken();
        } catch (SQLException | RuntimeException e) {
            if (!Failures.isOfTheEvents(e)) {
                throw e;
            }
            LOG.warnf("a batch of %d can't be booked whole: %s", attempt.ids.size(), e);
            settleParts(attempt.ids);
            return attempt.ids.size();
        }
    }

    /// Halves a batch that can't be booked until the culprit is alone.
    private void settleParts(List<UUID> ids) throws SQLException {
        if (ids.size() > 1) {
            settlePart(ids.subList(0, ids.size() / 2));
            settlePart(ids.subList(ids.size() / 2, ids.size()));
        } else {
            settlePart(ids);
        }
    }

    private void settlePart(List<UUID> ids) throws SQLException {
        try {
            new Attempt(connection -> Intake.takeAgain(connection, ids)).run();
        } catch (SQLException | RuntimeException e) {
            if (!Failures.isOfTheEvents(e)) {
                throw e;
            }
            if (ids.size() > 1) {
                settleParts(ids);
            } else {
                quarantine(ids, e);
            }
        }
    }

    private void quarantine(List<UUID> ids, Exception reason) throws SQLException {
        LOG.errorf(reason, "event %s can't be booked", ids);
        try (Connection connection = open()) {
            int added = Batch.refuse(connection, Intake.takeAgain(connection, ids), reason);
            connection.commit();
            metrics.quarantined(added);
        }
    }

    private Connection open() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private interface Taking {
        List<Arrival> from(Connection connection) throws SQLException;
    }

    private final class Attempt {

        private final Taking taking;
        private List<UUID> ids = List.of();

        Attempt(Taking taking) {
            this.taking = taking;
        }

        Settled run() throws SQLException {
            try (Connection connection = open()) {
                try {
                    Settled settled = settle(connection);
                    connection.commit();
                    if (settled.taken() > 0) {
                        Failpoint.EVENTS_COMMITTED.pass();
                    }
                    metrics.settled(settled);
                    return settled;
                } catch (SQLException | RuntimeException e) {
                    rollback(connection, e);
                    throw e;
                }
            }
        }

        private Settled settle(Connection connection) throws SQLException {
            List<Arrival> arrivals = taking.from(connection);
            ids = arrivals.stream().map(Arrival::id).toList();
            if (arrivals.isEmpty()) {
                return Settled.NOTHING;
            }
            Failpoint.EVENTS_TAKEN.pass();
            Settled settled = new Batch(connection, books).settle(arrivals);
            Failpoint.EVENTS_BOOKED.pass();
            return settled;
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
