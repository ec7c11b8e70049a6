package dev.aibridge.bench;

import dev.aibridge.local.database.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How far billing is, as the database tells it.
///
/// @param database signed in as the owner
record Books(Database database) {

    private static final String BOOKED = "SELECT coalesce(sum(booked), 0) FROM billing.holder";

    /// How many events billing has booked, of all gateways.
    long booked() throws SQLException {
        try (Connection connection = database.connect()) {
            return booked(connection);
        }
    }

    private static long booked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BOOKED)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Waits until so many are.
    ///
    /// @throws BenchFailed when that takes too long, or more are booked than should be
    void await(long events, Duration limit) throws SQLException, BenchFailed, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try (Connection connection = database.connect()) {
            long booked = booked(connection);
            while (booked != events) {
                if (booked > events || System.nanoTime() - end > 0) {
                    throw new BenchFailed(
                            "%d of %d events are booked after %s".formatted(booked, events, limit));
                }
                TimeUnit.MILLISECONDS.sleep(10);
                booked = booked(connection);
            }
        }
    }

    /// Tables that were empty a moment ago have statistics that say so; a database that runs has
    /// not.
    static void tidy(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
            statement.execute("CHECKPOINT");
        }
    }
}
