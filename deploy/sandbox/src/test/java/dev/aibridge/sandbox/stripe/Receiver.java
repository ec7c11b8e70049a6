package dev.aibridge.sandbox.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A webhook that checks signatures with Stripe's own library.
final class Receiver implements AutoCloseable {

    static final String SECRET = "whsec_of_the_test";

    private final HttpServer server;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final Queue<Integer> nextStatuses = new ConcurrentLinkedQueue<>(new ArrayDeque<>());

    Receiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException cannotListen) {
            throw new IllegalStateException(cannotListen);
        }
        server.createContext("/stripe/webhook", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/stripe/webhook";
    }

    /// The events whose signature was right, in the order in which they came.
    List<Event> events() {
        return events;
    }

    List<Event> events(String type) {
        return events.stream().filter(event -> event.getType().equals(type)).toList();
    }

    /// Why deliveries were refused.
    List<String> refused() {
        return refused;
    }

    /// The next delivery is answered with this status instead.
    void nextStatus(int status) {
        nextStatuses.add(status);
    }

    void clear() {
        events.clear();
        refused.clear();
        nextStatuses.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String header = exchange.getRequestHeaders().getFirst("Stripe-Signature");
        int status = Optional.ofNullable(nextStatuses.poll()).orElseGet(() -> check(body, header));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private int check(String body, String header) {
        if (header == null) {
            refused.add("no signature");
            return 400;
        }
        try {
            events.add(Webhook.constructEvent(body, header, SECRET));
            return 200;
        } catch (SignatureVerificationException | RuntimeException wrong) {
            refused.add(String.valueOf(wrong.getMessage()));
            return 400;
        }
    }
}
