package dev.aibridge.gateway.knowledge;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// What the gateway remembers with, listening to a test database over a cable.
public final class Room implements AutoCloseable {

    public final Vertx vertx = Vertx.vertx();
    public final Changes changes = new Changes();
    public final DatabaseClock clock = new DatabaseClock();
    public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    public final Cable cable;
    public final Hearing hearing;
    public final PgConnectOptions address;
    private final Listener listener;

    public Room(TestDatabase database, Map<String, String> settings) {
        PgConnectOptions direct = database.address();
        cable = new Cable(vertx, direct.getHost(), direct.getPort());
        address = new PgConnectOptions(direct).setHost("127.0.0.1").setPort(cable.port());
        KnowledgeConfig config = Defaults.of(KnowledgeConfig.class, settings);
        hearing = new Hearing(config);
        listener = new Listener(vertx, address, config, changes, hearing, clock, metrics);
    }

    public void listen() {
        listener.start();
    }

    /// Waits until all announcements up to now were heard.
    public void hearAll(TestDatabase database) throws SQLException {
        UUID last = UUID.randomUUID();
        AtomicBoolean heard = new AtomicBoolean();
        changes.onWallet(
                wallet -> {
                    if (wallet.equals(last)) {
                        heard.set(true);
                    }
                });
        database.run("SELECT pg_notify('aibridge', ?)", "wallet:" + last);
        await().pollInterval(Duration.ofMillis(2)).untilTrue(heard);
    }

    @Override
    public void close() {
        listener.close();
        cable.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
