package dev.aibridge.bench;

import dev.aibridge.local.database.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;

/// What a busy customer did in the last sixty days, written into the books at once.
final class Past {

    private static final String SETTINGS =
            "SELECT set_config('past.tenant', ?, false), set_config('past.events', ?, false)";

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

    private static String script() throws IOException {
        try (InputStream script =
                Objects.requireNonNull(Past.class.getResourceAsStream("past.sql"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
