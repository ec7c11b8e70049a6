package dev.aibridge.bench;

import dev.aibridge.local.database.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;

/// What a busy customer did in the last sixty days, written into the books at once.
final class Past {

    private static final String SETTINGS =
            "SELECT set_config('past.tenant', ?, false), set_config('past.events', ?, false)";

    private static final String PROVE = "SELECT FROM billing.prove(?) WHERE NOT ok";

    private Past() {}

    /// Writes it for a tenant that has a member, a wallet and keys and has done nothing yet.
    ///
    /// @param database signed in as the owner
    /// @param events thousands of them, so that each transaction has some to pay
    static void write(Database database, UUID tenant, int events) throws IOException, SQLException {
        try (Connection connection = database.connect();
                PreparedStatement settings = connection.prepareStatement(SETTINGS);
                Statement statement = connection.createStatement()) {
            settings.setString(1, tenant.toString());
            settings.setString(2, Integer.toString(events));
            settings.execute();
            connection.setAutoCommit(false);
            statement.execute(script());
            connection.commit();
            connection.setAutoCommit(true);
            Books.tidy(connection);
        }
    }

    /// Proves everything or what is new, as billing does at night and every minute; a system of
    /// sixty days has been proved before.
    ///
    /// @return how long it took, in seconds
    /// @throws BenchFailed when something does not hold
    static double prove(Database database, boolean whole) throws SQLException, BenchFailed {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                PreparedStatement prove = connection.prepareStatement(PROVE)) {
            connection.setAutoCommit(false);
            // Whoever holds this proves; billing may be at it.
            statement.execute("SELECT FROM billing.proof FOR UPDATE");
            long begun = System.nanoTime();
            prove.setBoolean(1, whole);
            try (ResultSet broken = prove.executeQuery()) {
                if (broken.next()) {
                    throw new BenchFailed("the books of the past are not right");
                }
            }
            connection.commit();
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private static String script() throws IOException {
        try (InputStream script =
                Objects.requireNonNull(Past.class.getResourceAsStream("past.sql"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
