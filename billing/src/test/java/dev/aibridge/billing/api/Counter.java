package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.stripe.SandboxShop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// The sandbox Stripe from its other side: what its operator, its merchants' staff and banks do.
final class Counter implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url = ConfigProvider.getConfig().getValue(SandboxShop.URL, String.class);
    private final Visitor visitor;

    Counter(Visitor visitor) {
        this.visitor = visitor;
    }

    JsonNode steer(String what, String body) throws Exception {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(url + "/_sandbox/stripe/" + what))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    void dropFaults() throws Exception {
        client.send(
                HttpRequest.newBuilder(URI.create(url + "/_sandbox/stripe/faults"))
                        .DELETE()
                        .build(),
                BodyHandlers.discarding());
    }

    /// A call of the API with the key of our account: what staff does in the dashboard.
    JsonNode api(String method, String path, String form) throws Exception {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(url + "/v1/" + path))
                                .header("authorization", "Bearer " + SandboxShop.KEY)
                                .header("content-type", "application/x-www-form-urlencoded")
                                .method(method, BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString());
        return JSON.readTree(answer.body());
    }

    String session(String order) throws Exception {
        return String.valueOf(
                visitor.books()
                        .ask(
                                "SELECT session_id FROM billing.checkout WHERE order_id = ?::uuid"
                                        + " ORDER BY attempt DESC LIMIT 1",
                                order));
    }

    /// Pays an order's page; answers the PaymentIntent.
    String pay(String order) throws Exception {
        return pay(order, "4242424242424242");
    }

    String pay(String order, String card) throws Exception {
        return steer(
                        "pay",
                        "{\"session\": \"%s\", \"card\": \"%s\"}".formatted(session(order), card))
                .path("payment_intent")
                .asText();
    }

    /// Pays an order and waits until it is credited; answers the PaymentIntent.
    String buy(Customer customer, String order) throws Exception {
        String payment = pay(order);
        customer.act(order, "confirm");
        assertThat(customer.state(order)).isEqualTo("credited");
        return payment;
    }

    /// A refund by hand in the dashboard.
    String refundByHand(String payment, long amount) throws Exception {
        return api("POST", "refunds", "payment_intent=%s&amount=%d".formatted(payment, amount))
                .path("id")
                .asText();
    }

    JsonNode refunds(String payment) throws Exception {
        return api("GET", "refunds?limit=100&payment_intent=" + payment, "").path("data");
    }

    void end(String refund, String outcome) throws Exception {
        steer("refund", "{\"refund\": \"%s\", \"outcome\": \"%s\"}".formatted(refund, outcome));
    }

    String dispute(String order, String how) throws Exception {
        return steer("dispute", "{\"session\": \"%s\"%s}".formatted(session(order), how))
                .path("id")
                .asText();
    }

    void decide(String dispute, String outcome) throws Exception {
        steer("decide", "{\"dispute\": \"%s\", \"outcome\": \"%s\"}".formatted(dispute, outcome));
    }

    /// Waits until no event of Stripe's waits.
    void awaitInbox() {
        await().atMost(SOON)
                .until(
                        () ->
                                visitor.books()
                                                .number(
                                                        "SELECT count(*) FROM billing.stripe_event"
                                                                + " WHERE processed_at IS NULL")
                                        == 0);
    }

    /// What a customer asks for by the API.
    static Answer refund(Customer customer, String order, long amount) throws Exception {
        return refund(customer, order, amount, UUID.randomUUID().toString());
    }

    static Answer refund(Customer customer, String order, long amount, String key)
            throws Exception {
        return customer.visitor()
                .call(
                        "POST",
                        customer.orders() + "/" + order + "/refunds",
                        customer.token(),
                        "{\"amountMinor\": %d, \"currency\": \"USD\"}".formatted(amount),
                        key);
    }

    static JsonNode quote(Customer customer, String order, @Nullable Long amount) throws Exception {
        String query = amount == null ? "" : "?amountMinor=" + amount;
        return customer.visitor()
                .get(customer.orders() + "/" + order + "/refunds/quote" + query, customer.token())
                .json();
    }

    /// What an admin asks for, by the order's number.
    Answer adminRefund(String order, long amount, String reason) throws Exception {
        return visitor.call(
                "POST",
                "/v1/admin/orders/" + order + "/refunds",
                visitor.tokens().admin(UUID.randomUUID()),
                """
                {"amountMinor": %d, "currency": "USD", "reason": "%s"}"""
                        .formatted(amount, reason));
    }

    /// Spends tokens, as the ledger sees it.
    void spend(Customer customer, long micro) throws Exception {
        visitor.books()
                .ask(
                        "SELECT billing.post_credit(?, ?, 'adjustment', 'spent', 'test', ?)",
                        customer.wallet().id(),
                        -micro,
                        UUID.randomUUID().toString());
    }

    @Override
    public void close() {
        client.close();
    }
}
