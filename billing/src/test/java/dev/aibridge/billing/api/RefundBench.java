package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// One order that was paid at the sandbox Stripe, 1,000,000 tokens for 3.00 USD, and what became of
/// its refunds.
abstract class RefundBench {

    @TestHTTPResource URI base;

    Visitor visitor;
    Counter counter;
    Customer customer;
    String order;
    String payment;

    @BeforeEach
    void buy() throws Exception {
        visitor = new Visitor(base);
        counter = new Counter(visitor);
        counter.steer("webhooks", "{}");
        counter.steer("refunds", "{\"outcome\": \"succeeded\"}");
        customer = Customer.of(visitor);
        order = customer.order();
        payment = counter.buy(customer, order);
    }

    @AfterEach
    void everyInvariantHolds() throws Exception {
        counter.awaitInbox();
        assertThat(visitor.books().broken()).isEmpty();
        counter.close();
        visitor.close();
    }

    /// One more order, of which no webhook tells: late ones of the first would look at its refunds.
    void buyAnotherUnheard() throws Exception {
        counter.steer("webhooks", "{\"drop\": true}");
        order = customer.order();
        payment = counter.buy(customer, order);
        counter.spend(customer, Customer.TOKENS);
    }

    JsonNode only() throws Exception {
        JsonNode refunds = customer.look(order).path("refunds");
        assertThat(refunds).hasSize(1);
        return refunds.get(0);
    }

    String state() throws Exception {
        return only().path("state").asText();
    }

    void awaitState(String state) {
        await().atMost(Counter.SOON).until(() -> state().equals(state));
    }
}
