package dev.aibridge.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers like billing, with what a test lays down: the contract's routes, JSON and problems.
public final class BillingStandIn {

    private static final String PRODUCTS =
            """
            {"items": [
              {"id": "tokens-10m", "name": "10M tokens", "tokensMicro": 10000000000000,
               "bonusMicro": 0, "amountMinor": 900, "currency": "USD", "active": true, "position": 10},
              {"id": "tokens-50m", "name": "50M tokens", "tokensMicro": 50000000000000,
               "bonusMicro": 2000000000000, "amountMinor": 4250, "currency": "USD", "active": true, "position": 20}]}
            """;

    /// One answer.
    ///
    /// @param status the HTTP status
    /// @param json its body
    record Answer(int status, String json) {}

    private static final int NO_BODY = -1;
    private static final Answer UNKEYED =
            new Answer(400, "{\"code\": \"idempotency_key_missing\"}");
    private static final Answer NOT_FOUND = new Answer(404, "{\"code\": \"not_found\"}");

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();

    private BillingStandIn(HttpServer server) {
        this.server = server;
    }

    static BillingStandIn start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            BillingStandIn billing = new BillingStandIn(server);
            billing.forget();
            server.createContext("/", billing::answer);
            server.start();
            return billing;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Lays down an answer.
    ///
    /// @param question `GET /v1/products`; `{t}` stands for any tenant; with `?by=key` only for
    ///   questions with just those parameters among theirs
    public void answer(String question, int status, String json) {
        answers.put(question, new Answer(status, json));
    }

    /// Lays down a no.
    public void refuse(String question, int status, String code) {
        answer(question, status, "{\"status\": %d, \"code\": \"%s\"}".formatted(status, code));
    }

    /// Every question so far, as `GET /v1/tenants/{t}/wallet`.
    public List<String> asked() {
        return asked;
    }

    /// Every question's parameters so far, as they came.
    List<String> queries() {
        return queries;
    }

    /// Every body so far.
    List<String> sent() {
        return sent;
    }

    /// Every `Idempotency-Key` so far, without its quotes.
    List<String> keys() {
        return keys;
    }

    /// As at the start: products on sale and a wallet for everybody.
    public void forget() {
        answers.clear();
        asked.clear();
        queries.clear();
        sent.clear();
        keys.clear();
        answer("GET /v1/products", 200, PRODUCTS);
        answer("GET /v1/tenants/{t}/wallet", 200, wallet(118_406_215_000_000L));
        answer("GET /v1/tenants/{t}/caps", 200, "{\"items\": []}");
        answer(
                "GET /v1/tenants/{t}/billing-details",
                200,
                "{\"company\": \"\", \"address\": \"\", \"taxId\": \"\"}");
        answer("GET /v1/tenants/{t}/auto-top-up", 200, "{\"terms\": null}");
        answer("GET /v1/tenants/{t}/alerts", 200, "{\"rules\": [], \"endpoints\": []}");
        answer("GET /v1/tenants/{t}/alerts/deliveries", 200, "{\"items\": [], \"next\": null}");
        answer("PUT /v1/tenants/{t}/wallet", 200, wallet(100_000_000_000L));
    }

    static String wallet(long micro) {
        return """
        {"tenantId": "00000000-0000-4000-8000-0000000000b1", "walletId": "00000000-0000-4000-8000-0000000000b2",
         "postedMicro": %1$d, "leasedMicro": 0, "frozenMicro": 0, "availableMicro": %1$d, "status": "active",
         "starterMicro": 0, "createdAt": "2026-11-01T00:00:00Z", "lastTopUp": null}
        """
                .formatted(micro);
    }

    private Answer find(String question, String query) {
        List<String> parameters = List.of(query.split("&", -1));
        return answers.entrySet().stream()
                .filter(one -> one.getKey().startsWith(question + "?"))
                .filter(one -> parameters.containsAll(parameters(one.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> answers.getOrDefault(question, NOT_FOUND));
    }

    private static List<String> parameters(String question) {
        return List.of(question.substring(question.indexOf('?') + 1).split("&", -1));
    }

    /// Whether the call changes nothing, or has the key that billing would want.
    private boolean isKeyed(HttpExchange exchange) {
        if (exchange.getRequestMethod().equals("GET")) {
            return true;
        }
        List<String> given = exchange.getRequestHeaders().get("Idempotency-Key");
        if (given == null || given.size() != 1 || !given.getFirst().matches("\"[^\"]+\"")) {
            return false;
        }
        keys.add(given.getFirst().replace("\"", ""));
        return true;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path =
                exchange.getRequestURI()
                        .getPath()
                        .replaceFirst("/tenants/[0-9a-f-]{36}", "/tenants/{t}");
        String question = exchange.getRequestMethod() + " " + path;
        asked.add(question);
        queries.add(Objects.toString(exchange.getRequestURI().getQuery(), ""));
        Answer answer =
                isKeyed(exchange)
                        ? find(question, Objects.toString(exchange.getRequestURI().getQuery(), ""))
                        : UNKEYED;
        byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
        sent.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (answer.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", "540");
        }
        exchange.getResponseHeaders()
                .set(
                        "Content-Type",
                        answer.status() < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? NO_BODY : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
