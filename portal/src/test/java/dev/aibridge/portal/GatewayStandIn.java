package dev.aibridge.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// Answers like a gateway's management port: says where keys come from, and tests channels as a
/// test lays it down.
public final class GatewayStandIn {

    static final String TOKEN = "a-management-token-only-for-tests-00";

    private static final int BROKEN = 0;

    private final HttpServer server;
    private final List<String> tested = new CopyOnWriteArrayList<>();
    private volatile String keySource = "none";
    private volatile int status = 200;
    private volatile String json = "{}";
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private GatewayStandIn(HttpServer server) {
        this.server = server;
    }

    static GatewayStandIn start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            GatewayStandIn gateway = new GatewayStandIn(server);
            server.createContext("/channels/", gateway::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Where all keys come from: `environment`, `sealed`, `none`.
    void keysFrom(String source) {
        keySource = source;
    }

    /// Lays down what a test or a question answers.
    void answer(int with, String body) {
        status = with;
        json = body;
    }

    /// Answers nothing until the latch is open.
    void hang(CountDownLatch until) {
        gate = until;
    }

    /// Ends every connection without a word.
    void breakOff() {
        status = BROKEN;
    }

    /// Every test so far, as `openai gpt-4o`, or `openai -` for its first model.
    List<String> tested() {
        return tested;
    }

    /// As at the start: no keys anywhere.
    void forget() {
        gate.countDown();
        gate = new CountDownLatch(0);
        keySource = "none";
        status = 200;
        tested.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String channel = exchange.getRequestURI().getPath().split("/", -1)[2];
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String model = new JsonObject(sent).getString("model");
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (status == BROKEN) {
            exchange.close();
        } else if (!("Bearer " + TOKEN)
                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"error\": {\"code\": \"unauthorized\", \"message\": \"no\"}}");
        } else if ("".equals(model) && status == 200) {
            send(exchange, 200, lookedUp(channel));
        } else {
            if (!"".equals(model)) {
                tested.add(channel + " " + (model == null ? "-" : model));
            }
            send(exchange, status, json);
        }
    }

    private String lookedUp(String channel) {
        return JsonObject.of(
                        "channel",
                        channel,
                        "model",
                        "",
                        "keySource",
                        keySource,
                        "error",
                        JsonObject.of("code", "no_model", "message", "No such model."))
                .encode();
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
