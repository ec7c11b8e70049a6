package dev.aibridge.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/// A vendor that answers at once, so that what is measured is what stands before it.
final class MockVendor {

    private final Vertx vertx;
    private final Buffer answer = Chat.answer();
    private final List<Buffer> events = Chat.events();

    MockVendor(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Runs it as a process of its own, on one event loop.
    ///
    /// @param args the port
    public static void main(String[] args) {
        Vertx vertx = oneLoop();
        new MockVendor(vertx)
                .listen(Integer.parseInt(args[0]))
                .onFailure(
                        cause -> {
                            System.err.println(cause.getMessage());
                            vertx.close();
                        });
    }

    /// One event loop, on the system's own polling where there is one.
    static Vertx oneLoop() {
        return Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    }

    Future<HttpServer> listen(int port) {
        return vertx.createHttpServer().requestHandler(this::handle).listen(port, "127.0.0.1");
    }

    private void handle(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.GET)) {
            request.response().end();
            return;
        }
        request.body()
                .onSuccess(
                        body -> {
                            if (body.toString().contains(Chat.STREAM)) {
                                stream(request.response());
                            } else {
                                whole(request.response());
                            }
                        });
    }

    private void whole(HttpServerResponse response) {
        response.putHeader("content-type", "application/json");
        response.end(answer);
    }

    private void stream(HttpServerResponse response) {
        response.putHeader("content-type", "text/event-stream; charset=utf-8");
        response.setChunked(true);
        // Never in the turn that read the request: its writes would leave together.
        vertx.runOnContext(turn -> next(response, 0));
    }

    /// One event in one turn of the event loop, so that each is flushed alone.
    private void next(HttpServerResponse response, int index) {
        if (response.closed()) {
            return;
        }
        if (index == events.size() - 1) {
            response.end(events.get(index));
        } else {
            response.write(events.get(index));
            vertx.runOnContext(turn -> next(response, index + 1));
        }
    }
}
