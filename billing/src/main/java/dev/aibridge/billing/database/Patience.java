package dev.aibridge.billing.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// Lets one transaction take longer than the role's statements may.
public final class Patience {

    /// How much longer than the statement the connection waits: the server is to end it.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Patience() {}

    /// What takes long.
    ///
    /// @param <T> what comes of it
    public interface Work<T> {

        /// Does it.
        T run() throws SQLException;
    }

    /// Commits what was done within the limit, or, if it failed, leaves everything as it was.
    public static <T> T call(Connection connection, Duration limit, Work<T> work)
            throws SQLException {
        int patience = connection.getNetworkTimeout();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, (int) limit.plus(GRACE).toMillis());
            statement.execute("SET LOCAL statement_timeout = " + limit.toMillis());
            T done = work.run();
            connection.commit();
            return done;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, patience);
        }
    }
}
