package dev.aibridge.billing.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Does several things with the database as one.
public final class Transactions {

    private Transactions() {}

    /// What is done in a transaction.
    ///
    /// @param <T> what comes of it
    public interface Work<T> {

        /// Does it.
        T on(Connection connection) throws SQLException;
    }

    /// Commits what was done, or, if it failed, leaves everything as it was.
    public static <T> T call(DataSource database, Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T done = work.on(connection);
                connection.commit();
                return done;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
