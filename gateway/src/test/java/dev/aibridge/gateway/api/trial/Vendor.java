package dev.aibridge.gateway.api.trial;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A vendor that answers as a test says and remembers what it was asked.
final class Vendor {

    /// One request as it came.
    record Asked(String path, String authorization, JsonObject body) {}

    static final String CHAT =
            """
            {"id":"x","model":"m","choices":[{"index":0,"finish_reason":"stop",
             "message":{"role":"assistant","content":"pong"}}],
             "usage":{"prompt_tokens":8,"completion_tokens":2,"total_tokens":10}}
            """;

    final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile Handler<HttpServerRequest> behaviour = request -> request.response().end(CHAT);

    Vendor(Vertx vertx) {
        server =
                vertx.createHttpServer()
                        .requestHandler(
                                request ->
                                        request.body()
                                                .onSuccess(
                                                        body -> {
                                                            asked.add(
                                                                    new Asked(
                                                                            String.valueOf(
                                                                                    request.path()),
                                                                            String.valueOf(
                                                                                    request
                                                                                            .getHeader(
                                                                                                    "authorization")),
                                                                            body.toJsonObject()));
                                                            behaviour.handle(request);
                                                        }))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1";
    }

    void answer(int status, String body) {
        behaviour = request -> request.response().setStatusCode(status).end(body);
    }

    void behave(Handler<HttpServerRequest> next) {
        behaviour = next;
    }
}
