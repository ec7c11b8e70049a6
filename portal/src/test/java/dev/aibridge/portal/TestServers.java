package dev.aibridge.portal;

import dev.aibridge.local.postgres.Postgres;
import dev.aibridge.local.postgres.PostgresSettings;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Port;
import dev.aibridge.schema.RolePasswords;
import dev.aibridge.schema.SchemaJob;
import dev.aibridge.schema.SchemaSettings;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Around the portal under test: a real PostgreSQL with the schema, stand-ins for billing and a
/// gateway, and nobody where Keycloak would be.
public final class TestServers implements QuarkusTestResourceLifecycleManager {

    static final String PASSWORD = "only-for-tests";

    static final String KEY_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Path CACHE =
            Path.of(System.getProperty("aibridge.root", "..")).resolve(".aibridge/cache");

    private static final class Shared {

        static final Postgres POSTGRES = startPostgres();
        static final BillingStandIn BILLING = BillingStandIn.start();
        static final GatewayStandIn GATEWAY = GatewayStandIn.start();
        static final int PORTAL = Port.anyFree();
    }

    /// The stand-in for billing, to set what it answers.
    static BillingStandIn billing() {
        return Shared.BILLING;
    }

    /// The stand-in for a gateway's management port.
    static GatewayStandIn gateway() {
        return Shared.GATEWAY;
    }

    /// The portal's own address.
    static String portal() {
        return "http://127.0.0.1:" + Shared.PORTAL;
    }

    /// Changes the database as its owner.
    static void sql(String statement) {
        try (Connection owner = owner();
                Statement change = owner.createStatement()) {
            change.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /// Takes back every price book but those that ship, as nobody but a test can.
    static void forgetBooks() {
        sql(
                """
                ALTER TABLE catalog.factor DISABLE TRIGGER immutable;
                ALTER TABLE catalog.price DISABLE TRIGGER immutable;
                ALTER TABLE catalog.price_book DISABLE TRIGGER immutable;
                DELETE FROM catalog.factor;
                DELETE FROM catalog.price WHERE book_seq > 2;
                DELETE FROM catalog.price_book WHERE seq > 2;
                ALTER TABLE catalog.factor ENABLE TRIGGER immutable;
                ALTER TABLE catalog.price ENABLE TRIGGER immutable;
                ALTER TABLE catalog.price_book ENABLE TRIGGER immutable""");
    }

    /// Counts rows: `FROM accounts.member`.
    static long count(String from) {
        return Long.parseLong(text("SELECT count(*) " + from));
    }

    /// One value of one row, as text; `null` is "null".
    static String text(String query) {
        try (Connection owner = owner();
                Statement question = owner.createStatement();
                ResultSet answer = question.executeQuery(query)) {
            answer.next();
            return String.valueOf(answer.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /// The bytes of one value of one row.
    static byte[] bytes(String query) {
        try (Connection owner = owner();
                Statement question = owner.createStatement();
                ResultSet answer = question.executeQuery(query)) {
            answer.next();
            return answer.getBytes(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static Connection owner() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + Shared.POSTGRES.url(), PostgresSettings.OWNER, PASSWORD);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.test-port", Integer.toString(Shared.PORTAL));
        settings.put("quarkus.management.test-port", Integer.toString(Port.anyFree()));
        settings.put("AIBRIDGE_PORTAL_URL", portal());
        settings.put("AIBRIDGE_GATEWAY_URL", "https://api.aibridge.example");
        settings.put("AIBRIDGE_BILLING_URL", Shared.BILLING.url());
        settings.put(
                "AIBRIDGE_OIDC_URL", "http://127.0.0.1:" + Port.anyFree() + "/realms/aibridge");
        settings.put("AIBRIDGE_OIDC_CLIENT_SECRET", "a-client-secret-that-is-only-for-tests");
        settings.put("AIBRIDGE_FORM_KEY", "a-form-key-that-is-only-for-tests-000");
        settings.put("AIBRIDGE_KEY_PEPPER", "a-key-pepper-that-is-only-for-tests-0");
        settings.put("AIBRIDGE_VENDOR_KEY_KEY", KEY_KEY);
        settings.put("AIBRIDGE_GATEWAY_MANAGEMENT_URL", Shared.GATEWAY.url());
        settings.put("AIBRIDGE_MANAGEMENT_TOKEN", GatewayStandIn.TOKEN);
        settings.put("aibridge.portal.trial-patience", "0.5S");
        settings.put("AIBRIDGE_DATABASE_URL", Shared.POSTGRES.url());
        settings.put("AIBRIDGE_DATABASE_PORTAL_PASSWORD", PASSWORD);
        settings.put("aibridge.portal.settings-life", "0.2S");
        return settings;
    }

    @Override
    public void stop() {
        // Shared by all test classes: ended with the JVM.
    }

    private static Postgres startPostgres() {
        try {
            Path folder = Files.createTempDirectory("aibridge-portal-test");
            PostgresSettings settings =
                    new PostgresSettings(
                            folder.resolve("postgres"),
                            CACHE.toAbsolutePath(),
                            folder.resolve("postgres.log"),
                            Port.anyFree(),
                            PASSWORD,
                            GRACE,
                            List.of("fsync=off"));
            Postgres postgres = new Postgres(settings, new Records(folder.resolve("run")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> postgres.part().stop()));
            postgres.start(START);
            migrate(postgres);
            return postgres;
        } catch (IOException | StartFailed e) {
            throw new IllegalStateException("no PostgreSQL for the tests", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("no PostgreSQL for the tests", e);
        }
    }

    private static void migrate(Postgres postgres) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ScriptsOnce(SchemaJob.class.getClassLoader()));
        try {
            SchemaJob.migrate(
                    new SchemaSettings(
                            postgres.url(),
                            PostgresSettings.OWNER,
                            PASSWORD,
                            new RolePasswords(PASSWORD, PASSWORD, PASSWORD)));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /// The launcher's jar names the schema's in its manifest, so that packaged they are on the
    /// class path twice; Flyway refuses to run a script that it finds twice.
    private static final class ScriptsOnce extends ClassLoader {

        ScriptsOnce(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            Enumeration<URL> all = super.getResources(name);
            return name.startsWith("db/") && all.hasMoreElements()
                    ? Collections.enumeration(List.of(all.nextElement()))
                    : all;
        }
    }
}
