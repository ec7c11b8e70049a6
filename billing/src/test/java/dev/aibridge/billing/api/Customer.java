package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.net.Webhook;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.stripe.Shop;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;

/// Someone who buys tokens, and the webhooks that Stripe sends about it.
record Customer(Visitor visitor, Wallet wallet, String token) {

    /// The product that is bought: 1,000,000 tokens for 3.00 USD.
    static final String PRODUCT = "starter-1m";

    static final long TOKENS = 1_000_000_000_000L;

    static Customer of(Visitor visitor) throws Exception {
        Wallet wallet = visitor.books().wallet(0);
        return new Customer(visitor, wallet, visitor.tokens().customer(visitor.member(wallet)));
    }

    String orders() {
        return "/v1/tenants/" + wallet.tenant() + "/orders";
    }

    Answer order(String product, int quantity, String key) throws Exception {
        return visitor.call(
                "POST",
                orders(),
                token,
                """
                {"productId": "%s", "quantity": %d}
                """
                        .formatted(product, quantity),
                key);
    }

    /// A new order's id.
    String order() throws Exception {
        Answer answer = order(PRODUCT, 1, UUID.randomUUID().toString());
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return answer.json().get("id").asText();
    }

    Answer act(String order, String verb) throws Exception {
        return visitor.call("POST", orders() + "/" + order + "/" + verb, token, null);
    }

    JsonNode look(String order) throws Exception {
        return visitor.get(orders() + "/" + order, token).json();
    }

    String state(String order) throws Exception {
        return look(order).get("state").asText();
    }

    long posted() throws Exception {
        return visitor.books()
                .number("SELECT posted FROM billing.wallet WHERE id = ?", wallet.id());
    }

    /// Has the reconciler look at all pages now.
    void reconcile(String order) throws Exception {
        visitor.books()
                .run(
                        "UPDATE billing.checkout SET look_at = now() WHERE order_id = ?",
                        UUID.fromString(order));
    }

    /// An event as Stripe writes it.
    static String event(String type, String session, boolean live) {
        return """
        {"id": "evt_%s", "object": "event", "type": "%s", "livemode": %s,
         "data": {"object": {"id": "%s", "object": "checkout.session"}}}
        """
                .formatted(UUID.randomUUID(), type, live, session);
    }

    Answer deliver(String event) throws Exception {
        return deliver(
                event, Webhook.Signature.generateSignatureHeader(event, Shop.WEBHOOK_SECRET));
    }

    Answer deliver(String event, String signature) throws Exception {
        return visitor.send(
                visitor.request("/stripe/webhook", null)
                        .header("content-type", "application/json")
                        .header("Stripe-Signature", signature)
                        .POST(BodyPublishers.ofString(event)));
    }
}
