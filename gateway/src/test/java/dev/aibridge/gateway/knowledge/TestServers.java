package dev.aibridge.gateway.knowledge;

import dev.aibridge.local.postgres.Postgres;
import dev.aibridge.local.postgres.PostgresSettings;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.redis.Redis;
import dev.aibridge.local.stack.Port;
import dev.aibridge.schema.RolePasswords;
import dev.aibridge.schema.SchemaJob;
import dev.aibridge.schema.SchemaSettings;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/// Real servers for tests: one PostgreSQL for all of them, a Redis for each who asks.
public final class TestServers {

    static final String PASSWORD = "only-for-tests";

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Path CACHE =
            Path.of(System.getProperty("aibridge.root", "..")).resolve(".aibridge/cache");

    private TestServers() {}

    private static final class Shared {

        static final Postgres POSTGRES = startPostgres();
    }

    /// The server, with the schema in its database `aibridge`, which serves as a template.
    static Postgres postgres() {
        return Shared.POSTGRES;
    }

    private static Postgres startPostgres() {
        try {
            Path folder = Files.createTempDirectory("aibridge-gateway-test");
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
        thread.setContextClassLoader(new ScriptsOnce(before));
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

    /// A Redis of one's own, ended with the JVM at the latest.
    public static Redis redis() throws IOException, StartFailed, InterruptedException {
        Path folder = Files.createTempDirectory("aibridge-gateway-test");
        Redis redis =
                new Redis(
                        new Redis.RedisSettings(
                                folder.resolve("redis"),
                                CACHE.toAbsolutePath(),
                                folder.resolve("redis.log"),
                                Port.anyFree(),
                                GRACE),
                        new Records(folder.resolve("run")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> redis.part().stop()));
        redis.part().start();
        redis.part().awaitReady(START);
        return redis;
    }
}
