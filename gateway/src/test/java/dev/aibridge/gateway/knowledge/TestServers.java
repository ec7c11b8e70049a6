package dev.aibridge.gateway.knowledge;

import dev.aibridge.local.postgres.Postgres;
import dev.aibridge.local.postgres.PostgresSettings;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.redis.Redis;
import dev.aibridge.schema.SchemaJob;
import dev.aibridge.schema.SchemaSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
                            freePort(),
                            PASSWORD,
                            GRACE,
                            List.of("fsync=off"));
            Postgres postgres = new Postgres(settings, new Records(folder.resolve("run")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> postgres.part().stop()));
            postgres.start(START);
            SchemaJob.migrate(
                    new SchemaSettings(
                            postgres.url(), PostgresSettings.OWNER, PASSWORD, PASSWORD, PASSWORD));
            return postgres;
        } catch (IOException | StartFailed e) {
            throw new IllegalStateException("no PostgreSQL for the tests", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("no PostgreSQL for the tests", e);
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
                                freePort(),
                                GRACE),
                        new Records(folder.resolve("run")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> redis.part().stop()));
        redis.part().start();
        redis.part().awaitReady(START);
        return redis;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
