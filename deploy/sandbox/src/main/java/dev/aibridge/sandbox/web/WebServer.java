package dev.aibridge.sandbox.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/// A small HTTP server with one event loop, so that what it serves needs no locks.
public final class WebServer implements AutoCloseable {

    private final Vertx vertx;
    private final HttpServer server;
    private final String host;

    private WebServer(Vertx vertx, HttpServer server, String host) {
        this.vertx = vertx;
        this.server = server;
        this.host = host;
    }

    /// The event loop of a server to come.
    public static Vertx loop() {
        return Vertx.vertx(
                new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setFileSystemOptions(
                                new FileSystemOptions()
                                        .setClassPathResolvingEnabled(false)
                                        .setFileCachingEnabled(false)));
    }

    /// Serves on a loop, which the server closes with itself.
    ///
    /// @param port 0 for any free one
    /// @throws IllegalStateException when it can't listen there
    public static WebServer start(
            Vertx vertx, String host, int port, Handler<HttpServerRequest> handler) {
        HttpServerOptions options =
                new HttpServerOptions().setHost(host).setPort(port).setHttp2ClearTextEnabled(false);
        try {
            HttpServer server =
                    vertx.createHttpServer(options)
                            .requestHandler(
                                    request -> safely(request, () -> handler.handle(request)))
                            .listen()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join();
            return new WebServer(vertx, server, host);
        } catch (RuntimeException cannotListen) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            throw new IllegalStateException("can't listen on " + host + ":" + port, cannotListen);
        }
    }

    /// Runs what answers a request, so that a bug is a 500 and not a client that waits.
    static void safely(HttpServerRequest request, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException bug) {
            if (!request.response().headWritten()) {
                request.response().setStatusCode(500).end(bug + "\n");
            }
            throw bug;
        }
    }

    /// Where it listens: `http://127.0.0.1:8091`.
    public String baseUrl() {
        return "http://" + host + ":" + server.actualPort();
    }

    /// Stops the server and its loop.
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
