package dev.aibridge.billing.stripe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Checkout Sessions as Stripe keeps them. A test does what customers and networks do.
public final class FakeStripe implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SESSIONS = "/v1/checkout/sessions";

    /// What Stripe knows of a session.
    private static final class Page {

        final String id;
        final Map<String, String> parameters;
        final String payment;
        volatile String status = "open";
        volatile String paymentStatus = "unpaid";
        volatile String intentStatus = "requires_payment_method";
        volatile String order;
        volatile long amount;
        volatile String currency;
        volatile boolean live;
        volatile long expiresAt;

        Page(int number, Map<String, String> parameters) {
            this.parameters = parameters;
            id = "cs_test_" + number;
            payment = "pi_" + number;
            order = Objects.requireNonNull(parameters.get("client_reference_id"));
            amount =
                    Long.parseLong(
                                    Objects.requireNonNull(
                                            parameters.get(
                                                    "line_items[0][price_data][unit_amount]")))
                            * Long.parseLong(
                                    Objects.requireNonNull(
                                            parameters.get("line_items[0][quantity]")));
            expiresAt = Long.parseLong(Objects.requireNonNull(parameters.get("expires_at")));
            currency =
                    Objects.requireNonNull(parameters.get("line_items[0][price_data][currency]"));
        }
    }

    private final HttpServer server;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final Map<String, Page> byKey = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger away = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    /// One that runs.
    public FakeStripe() throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /// Where it is.
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// The customer pays by card.
    public void pay(String session) {
        Page page = page(session);
        page.status = "complete";
        page.paymentStatus = "paid";
        page.intentStatus = "succeeded";
    }

    /// The customer chooses a slow method, which is not through yet.
    public void payLater(String session) {
        Page page = page(session);
        page.status = "complete";
        page.intentStatus = "processing";
    }

    /// The slow method fails.
    public void fail(String session) {
        page(session).intentStatus = "requires_payment_method";
    }

    /// Nobody came.
    public void runOut(String session) {
        page(session).status = "expired";
    }

    /// The amount that is captured there, in minor units.
    public void amount(String session, long amount) {
        page(session).amount = amount;
    }

    /// The currency that is captured there.
    public void currency(String session, String currency) {
        page(session).currency = currency;
    }

    /// It runs out in so many seconds.
    public void expiresIn(String session, long seconds) {
        page(session).expiresAt = Instant.now().getEpochSecond() + seconds;
    }

    /// It takes real money.
    public void live(String session) {
        page(session).live = true;
    }

    /// It names another order.
    public void order(String session, String order) {
        page(session).order = order;
    }

    /// Answers the next so many calls with 503.
    public void away(int calls) {
        away.set(calls);
    }

    /// Does what the next so many calls ask, and hangs up.
    public void lose(int answers) {
        lost.set(answers);
    }

    /// The sessions of an order, oldest first.
    public List<String> of(String order) {
        return pages.values().stream()
                .filter(page -> order.equals(page.parameters.get("client_reference_id")))
                .map(page -> page.id)
                .sorted()
                .toList();
    }

    /// What a session was made of.
    public Map<String, String> parameters(String session) {
        return page(session).parameters;
    }

    /// Whether it can be paid.
    public boolean isOpen(String session) {
        return page(session).status.equals("open");
    }

    private static final Set<String> NONE =
            Set.of("/v1/refunds", "/v1/disputes", "/v1/balance_transactions");

    private Page page(String session) {
        return Objects.requireNonNull(pages.get(session), session);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (away.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                send(exchange, 503, error("api_error", "away"));
                return;
            }
            String path = exchange.getRequestURI().getPath();
            boolean isPost = exchange.getRequestMethod().equals("POST");
            if (isPost && path.equals(SESSIONS)) {
                create(exchange);
            } else if (isPost && path.endsWith("/expire")) {
                expire(exchange, path.split("/", -1)[4]);
            } else if (NONE.contains(path)) {
                sendNone(exchange);
            } else if (path.startsWith(SESSIONS)) {
                show(exchange, path.split("/", -1)[4]);
            } else {
                showIntent(exchange, path.split("/", -1)[3]);
            }
        }
    }

    private void create(HttpExchange exchange) throws IOException {
        Map<String, String> parameters = form(exchange);
        String key =
                Objects.requireNonNull(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        Page page =
                byKey.computeIfAbsent(
                        key, _ -> new Page(1_000_000 + numbers.incrementAndGet(), parameters));
        pages.put(page.id, page);
        if (page.parameters.equals(parameters)) {
            send(exchange, 200, session(page));
        } else {
            send(exchange, 400, error("idempotency_error", "other parameters"));
        }
    }

    private void expire(HttpExchange exchange, String id) throws IOException {
        Page page = page(id);
        if (page.status.equals("open")) {
            page.status = "expired";
            send(exchange, 200, session(page));
        } else {
            send(exchange, 400, error("invalid_request_error", "not open"));
        }
    }

    private void show(HttpExchange exchange, String id) throws IOException {
        Page page = pages.get(id);
        if (page == null) {
            send(exchange, 404, error("invalid_request_error", "no such session"));
        } else {
            send(exchange, 200, session(page));
        }
    }

    /// Nothing ever goes back here: the sandbox is for that.
    private void sendNone(HttpExchange exchange) throws IOException {
        ObjectNode list = JSON.createObjectNode().put("object", "list").put("has_more", false);
        list.putArray("data");
        send(exchange, 200, list);
    }

    private void showIntent(HttpExchange exchange, String id) throws IOException {
        Page page =
                pages.values().stream().filter(p -> p.payment.equals(id)).findFirst().orElseThrow();
        send(
                exchange,
                200,
                JSON.createObjectNode()
                        .put("object", "payment_intent")
                        .put("id", id)
                        .put("status", page.intentStatus));
    }

    private ObjectNode session(Page page) {
        boolean isOpen = page.status.equals("open");
        ObjectNode session =
                JSON.createObjectNode()
                        .put("object", "checkout.session")
                        .put("id", page.id)
                        .put("status", page.status)
                        .put("payment_status", page.paymentStatus)
                        .put("payment_intent", page.status.equals("complete") ? page.payment : null)
                        .put("livemode", page.live)
                        .put("amount_total", page.amount)
                        .put("currency", page.currency)
                        .put("client_reference_id", page.order)
                        .put("url", isOpen ? url() + "/pay/" + page.id : null)
                        .put("expires_at", page.expiresAt);
        session.putObject("metadata").put("order_id", page.order);
        return session;
    }

    private static ObjectNode error(String type, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error").put("type", type).put("message", message);
        return body;
    }

    private void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        if (lost.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            return;
        }
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(decoded(parts[0]), decoded(parts[1]));
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
