package dev.aibridge.gateway.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Closes connections that open and then do not come to their first request.
final class Slowloris {

    private final Vertx vertx;
    private final Duration patience;
    private final Set<HttpConnection> silent = ConcurrentHashMap.newKeySet();

    Slowloris(Vertx vertx, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    /// A new connection.
    void opened(HttpConnection connection) {
        silent.add(connection);
        connection.closeHandler(closed -> silent.remove(connection));
        vertx.setTimer(
                patience.toMillis(),
                late -> {
                    if (silent.remove(connection)) {
                        connection.close();
                    }
                });
    }

    /// A request came on it.
    void spoke(HttpConnection connection) {
        silent.remove(connection);
    }
}
