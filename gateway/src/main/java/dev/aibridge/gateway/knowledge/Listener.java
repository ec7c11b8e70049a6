package dev.aibridge.gateway.knowledge;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hears what the database announces, on a connection of its own, and connects again when that is
/// lost. Every new connection means that announcements may have been missed: all is forgotten.
///
/// A ping each second finds out when the other end is gone without a word, and sets the clock.
@Singleton
public final class Listener {

    private static final Logger LOG = Logger.getLogger(Listener.class);
    private static final String PING =
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now_ms";

    private final Vertx vertx;
    private final PgConnectOptions address;
    private final KnowledgeConfig config;
    private final Changes changes;
    private final Hearing hearing;
    private final DatabaseClock clock;
    private final Context context;

    // Only touched on the context.
    private @Nullable PgConnection current;
    private long backoffMs;
    private boolean closed;

    /// A listener that is not connected yet.
    ///
    /// @param address where the database is, as the gateway's role
    @Inject
    public Listener(
            Vertx vertx,
            PgConnectOptions address,
            KnowledgeConfig config,
            Changes changes,
            Hearing hearing,
            DatabaseClock clock,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.address = withDeadline(address, config);
        this.config = config;
        this.changes = changes;
        this.hearing = hearing;
        this.clock = clock;
        this.context = vertx.getOrCreateContext();
        this.backoffMs = config.minBackoff().toMillis();
        metrics.gauge("aibridge.knowledge.listening", hearing, h -> h.listening() ? 1 : 0);
    }

    private static PgConnectOptions withDeadline(PgConnectOptions address, KnowledgeConfig config) {
        PgConnectOptions own = new PgConnectOptions(address);
        own.setConnectTimeout((int) config.pingTimeout().toMillis());
        own.setReconnectAttempts(0);
        own.getProperties().put("application_name", "aibridge-gateway-listener");
        return own;
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    /// Begins to listen; connects in the background for as long as it takes.
    public void start() {
        context.runOnContext(ignored -> connect());
    }

    /// Ends listening.
    @PreDestroy
    public void close() {
        context.runOnContext(
                ignored -> {
                    closed = true;
                    hearing.lost();
                    if (current != null) {
                        current.close();
                    }
                });
    }

    private void connect() {
        if (closed) {
            return;
        }
        Future<PgConnection> attempt = PgConnection.connect(vertx, address).compose(this::listen);
        attempt.timeout(config.pingTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(connection -> context.runOnContext(i -> adopt(connection)))
                .onFailure(failure -> context.runOnContext(i -> connectLater(failure)))
                .onFailure(failure -> attempt.onSuccess(PgConnection::close));
    }

    private Future<PgConnection> listen(PgConnection connection) {
        connection.notificationHandler(
                heard -> context.runOnContext(i -> changes.announce(heard.getPayload())));
        return connection
                .query("LISTEN aibridge")
                .execute()
                .map(connection)
                .onFailure(failure -> connection.close());
    }

    private void adopt(PgConnection connection) {
        if (closed) {
            connection.close();
            return;
        }
        LOG.info("listening to the database");
        current = connection;
        backoffMs = config.minBackoff().toMillis();
        connection.closeHandler(i -> context.runOnContext(j -> lost(connection, "it was closed")));
        changes.reset();
        hearing.connected();
        ping(connection);
    }

    private void ping(PgConnection connection) {
        if (!connection.equals(current)) {
            return;
        }
        connection
                .query(PING)
                .execute()
                .timeout(config.pingTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(rows -> clock.learn(rows.iterator().next().getLong("now_ms")))
                .onSuccess(
                        rows ->
                                vertx.setTimer(
                                        config.pingInterval().toMillis(), i -> ping(connection)))
                .onFailure(
                        failure ->
                                context.runOnContext(i -> lost(connection, failure.getMessage())));
    }

    private void lost(PgConnection connection, @Nullable String why) {
        if (!connection.equals(current)) {
            return;
        }
        current = null;
        hearing.lost();
        if (!closed) {
            LOG.warnf("the connection that hears announcements is lost: %s", why);
            connection.close();
            connect();
        }
    }

    private void connectLater(Throwable failure) {
        LOG.warnf("no connection to hear announcements: %s", failure.getMessage());
        vertx.setTimer(backoffMs, i -> context.runOnContext(j -> connect()));
        backoffMs = Math.min(2 * backoffMs, config.maxBackoff().toMillis());
    }
}
