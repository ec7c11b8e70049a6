package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.billing.stripe.SandboxShop;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Billing and the sandbox Stripe, which sends webhooks as Stripe does and refuses what Stripe does
/// not know.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SandboxShop.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class SandboxTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(10);

    @TestHTTPResource URI base;

    private final HttpClient client = HttpClient.newHttpClient();
    private Visitor visitor;
    private Customer customer;
    private String order;

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        customer = Customer.of(visitor);
        steer("webhooks", "{}");
        order = customer.order();
    }

    @AfterEach
    void everyInvariantHolds() throws Exception {
        assertThat(visitor.books().broken()).isEmpty();
        visitor.close();
        client.close();
    }

    private HttpResponse<String> steer(String what, String body) throws Exception {
        String sandbox = ConfigProvider.getConfig().getValue(SandboxShop.URL, String.class);
        return client.send(
                HttpRequest.newBuilder(URI.create(sandbox + "/_sandbox/stripe/" + what))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode events() throws Exception {
        String sandbox = ConfigProvider.getConfig().getValue(SandboxShop.URL, String.class);
        return JSON.readTree(
                        client.send(
                                        HttpRequest.newBuilder(
                                                        URI.create(
                                                                sandbox
                                                                        + "/_sandbox/stripe/events"))
                                                .build(),
                                        BodyHandlers.ofString())
                                .body())
                .get("events");
    }

    private String session() throws Exception {
        return String.valueOf(
                visitor.books()
                        .ask(
                                "SELECT session_id FROM billing.checkout WHERE order_id = ?::uuid"
                                        + " ORDER BY attempt DESC LIMIT 1",
                                order));
    }

    private HttpResponse<String> pay(String how) throws Exception {
        return steer("pay", "{\"session\": \"%s\"%s}".formatted(session(), how));
    }

    private void awaitState(String state) {
        await().atMost(SOON).until(() -> customer.state(order).equals(state));
    }

    @Test
    void aDeclinedCardChangesNothingAndTheNextOneIsCreditedByTheWebhookAlone() throws Exception {
        assertThat(pay(", \"card\": \"4000000000000002\"").statusCode()).isEqualTo(402);
        assertThat(customer.act(order, "confirm").json().get("state").asText())
                .isEqualTo("awaiting_payment");
        assertThat(pay("").statusCode()).isEqualTo(200);
        awaitState("credited");
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
        assertThat(pay("").statusCode()).as("a second tab").isEqualTo(409);
    }

    @Test
    void fiftyCopiesInAnyOrderCreditOnce() throws Exception {
        steer("webhooks", "{\"copies\": 50, \"jitter_ms\": 500}");
        pay("");
        awaitState("credited");
        await().atMost(SOON)
                .until(
                        () ->
                                visitor.books()
                                                .number(
                                                        "SELECT count(*) FROM billing.stripe_event"
                                                                + " WHERE processed_at IS NULL")
                                        == 0);
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
    }

    @Test
    void withoutAnyWebhookTheReconcilerCredits() throws Exception {
        steer("webhooks", "{\"drop\": true}");
        pay("");
        customer.reconcile(order);
        awaitState("credited");
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrong_secret",
                "empty_secret",
                "stale",
                "future",
                "malformed",
                "unsigned",
                "tampered"
            })
    void aForgedWebhookChangesNothing(String forgery) throws Exception {
        steer("webhooks", "{\"hold\": true}");
        long before = visitor.books().number("SELECT count(*) FROM billing.stripe_event");
        pay("");
        String session = session();
        String event = "";
        for (JsonNode sent : events()) {
            if (sent.toString().contains("checkout.session.completed")
                    && sent.toString().contains(session)) {
                event = sent.get("id").asText();
            }
        }
        String forged = event;
        assertThat(forged).as(events().toString()).isNotEmpty();
        steer("resend", "{\"event\": \"%s\", \"forge\": \"%s\"}".formatted(event, forgery));
        await().atMost(SOON).until(() -> events().toString().contains("400"));
        assertThat(visitor.books().number("SELECT count(*) FROM billing.stripe_event"))
                .isEqualTo(before);
        assertThat(customer.state(order)).isEqualTo("awaiting_payment");
        steer("release", "{}");
        awaitState("credited");
    }

    @ParameterizedTest
    @ValueSource(strings = {"succeeded", "failed"})
    void aSlowMethodEndsLater(String outcome) throws Exception {
        pay(", \"method\": \"later\"");
        assertThat(customer.act(order, "confirm").json().get("state").asText())
                .isEqualTo("awaiting_payment");
        steer("settle", "{\"session\": \"%s\", \"outcome\": \"%s\"}".formatted(session(), outcome));
        boolean succeeded = outcome.equals("succeeded");
        awaitState(succeeded ? "credited" : "abandoned");
        assertThat(customer.posted()).isEqualTo(succeeded ? Customer.TOKENS : 0);
    }

    @Test
    void anOrderIsCancelledReopenedAndPaid() throws Exception {
        String first = session();
        assertThat(customer.act(order, "cancel").json().get("state").asText())
                .isEqualTo("abandoned");
        assertThat(customer.act(order, "checkout").json().get("checkoutUrl").asText()).isNotEmpty();
        assertThat(session()).isNotEqualTo(first);
        pay("");
        awaitState("credited");
    }
}
