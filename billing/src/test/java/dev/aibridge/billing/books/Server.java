package dev.aibridge.billing.books;

import dev.aibridge.schema.SchemaJob;
import dev.aibridge.schema.SchemaSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The PostgreSQL server of the tests: the one that `AIBRIDGE_TEST_DATABASE_URL` names. Its roles
/// get the tests' passwords, so it must not be one that runs anything else.
public final class Server {

    static final String OWNER = "aibridge";
    static final String OWNER_PASSWORD = "owner-for-tests";
    static final String BILLING_PASSWORD = "billing-for-tests";
    static final String GATEWAY_PASSWORD = "gateway-for-tests";

    private static @Nullable String template;

    private Server() {}

    /// `postgresql://host:port/`, to which a database's name is added.
    static String url() {
        String url = System.getenv("AIBRIDGE_TEST_DATABASE_URL");
        if (url == null) {
            throw new IllegalStateException("AIBRIDGE_TEST_DATABASE_URL is not set");
        }
        return url.substring(0, url.lastIndexOf('/') + 1);
    }

    /// The URL of a new database with the whole schema: a copy of one that was migrated once.
    static synchronized String newDatabase() throws SQLException {
        if (template == null) {
            String migrated = emptyDatabase();
            migrate(url() + migrated);
            template = migrated;
        }
        String name = name();
        execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return url() + name;
    }

    /// The name of a new database without anything in it.
    public static String emptyDatabase() throws SQLException {
        String name = name();
        execute("CREATE DATABASE " + name);
        return name;
    }

    /// Runs the schema job there.
    public static int migrate(String url) {
        return SchemaJob.migrate(
                new SchemaSettings(url, OWNER, OWNER_PASSWORD, GATEWAY_PASSWORD, BILLING_PASSWORD));
    }

    private static String name() {
        return "billing_" + UUID.randomUUID().toString().replace("-", "");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:" + url() + "postgres", OWNER, OWNER_PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
