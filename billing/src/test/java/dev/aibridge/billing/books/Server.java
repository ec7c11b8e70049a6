package dev.aibridge.billing.books;

import dev.aibridge.local.postgres.Postgres;
import dev.aibridge.local.postgres.PostgresSettings;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.stack.Port;
import dev.aibridge.schema.RolePasswords;
import dev.aibridge.schema.SchemaJob;
import dev.aibridge.schema.SchemaSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The PostgreSQL server of the tests: the one that `AIBRIDGE_TEST_DATABASE_URL` names (its roles
/// get the tests' passwords, so nothing else may use it), or an embedded one for this process.
public final class Server {

    static final String OWNER = PostgresSettings.OWNER;
    static final String OWNER_PASSWORD = "owner-for-tests";

    /// The password of the role billing.
    public static final String BILLING_PASSWORD = "billing-for-tests";

    static final String GATEWAY_PASSWORD = "gateway-for-tests";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static @Nullable String url;
    private static @Nullable String template;

    private Server() {}

    /// `postgresql://host:port/`, to which a database's name is added.
    public static synchronized String url() {
        if (url == null) {
            String configured = System.getenv("AIBRIDGE_TEST_DATABASE_URL");
            String any = configured == null ? start() : configured;
            url = any.substring(0, any.lastIndexOf('/') + 1);
        }
        return url;
    }

    private static String start() {
        try {
            Path home = Path.of(System.getProperty("aibridge.root", ".."), "billing", "target");
            Path data = Files.createTempDirectory(Files.createDirectories(home), "postgres");
            Postgres postgres =
                    new Postgres(
                            new PostgresSettings(
                                    data.resolve("data"),
                                    home.resolve("postgres-cache"),
                                    data.resolve("log"),
                                    Port.anyFree(),
                                    OWNER_PASSWORD,
                                    Duration.ofSeconds(10),
                                    // A crash of this server loses nothing that anybody misses.
                                    List.of("fsync=off")),
                            new Records(data.resolve("processes")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> postgres.part().stop()));
            postgres.start(START_LIMIT);
            return postgres.url();
        } catch (Exception e) {
            throw new IllegalStateException("no PostgreSQL to test on", e);
        }
    }

    /// The URL of a new database with the whole schema: a copy of one that was migrated once.
    public static synchronized String newDatabase() throws SQLException {
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
                new SchemaSettings(
                        url,
                        OWNER,
                        OWNER_PASSWORD,
                        new RolePasswords(GATEWAY_PASSWORD, BILLING_PASSWORD, BILLING_PASSWORD)));
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
