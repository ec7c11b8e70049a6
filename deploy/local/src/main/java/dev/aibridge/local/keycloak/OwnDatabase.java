package dev.aibridge.local.keycloak;

import dev.aibridge.local.database.Database;
import dev.aibridge.local.process.StartFailed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A database and a role that Keycloak has for itself, on the server that holds ours.
public final class OwnDatabase {

    private static final String NAME = "keycloak";

    private OwnDatabase() {}

    /// Where it is, made or not.
    public static Database beside(Database ours, String password) {
        String url = ours.url().replaceFirst("(postgresql://[^/]+/)[^?]*", "$1" + NAME);
        return new Database(url, NAME, password);
    }

    /// Makes both, if they aren't there.
    ///
    /// @param ours signed in as a role that may create others
    /// @throws StartFailed when that role may not
    public static void make(Database ours, String password) throws StartFailed {
        try (Connection connection = ours.connect()) {
            if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?")) {
                run(connection, "CREATE ROLE " + NAME + " LOGIN");
                run(connection, "GRANT " + NAME + " TO CURRENT_USER");
            }
            run(connection, "ALTER ROLE " + NAME + " PASSWORD " + literal(connection, password));
            if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?")) {
                run(connection, "CREATE DATABASE " + NAME + " OWNER " + NAME);
            }
        } catch (SQLException e) {
            throw new StartFailed(
                    "Keycloak's database can't be made by "
                            + ours
                            + ": "
                            + e.getMessage()
                            + "; make it, or set AIBRIDGE_OIDC_URL to a Keycloak of your own",
                    e);
        }
    }

    private static boolean exists(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, NAME);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static String literal(Connection connection, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT quote_literal(?)")) {
            statement.setString(1, text);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
