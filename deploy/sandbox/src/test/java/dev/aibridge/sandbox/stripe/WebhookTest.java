package dev.aibridge.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.param.EventListParams;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Deliveries, checked by Stripe's own library.
class WebhookTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String COMPLETED = "checkout.session.completed";
    private static Bench bench;

    @BeforeAll
    static void start() {
        bench = new Bench(Map.of("AIBRIDGE_STRIPE_RETRIES", "3"));
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @BeforeEach
    void reset() {
        bench.control("reset", "{}");
        bench.receiver.clear();
    }

    @Test
    void aDeliveryIsRepeatedUntilItIsTaken() throws StripeException {
        bench.receiver.nextStatus(500);
        bench.receiver.nextStatus(302);

        String event = onlyEvent();

        await().atMost(SOON).until(() -> bench.receiver.events().size() == 1);
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(delivery(event).path("state").asText())
                                        .isEqualTo("delivered"));
        assertThat(delivery(event).path("attempts"))
                .extracting(attempt -> attempt.path("status").asInt())
                .containsExactly(500, 302, 200);
        assertThat(bench.client.v1().events().retrieve(event).getPendingWebhooks()).isZero();
    }

    @Test
    void aDeliveryIsGivenUpInTheEndAndCanBeSentAgain() throws StripeException {
        for (int i = 0; i < 4; i++) {
            bench.receiver.nextStatus(503);
        }
        String event = onlyEvent();
        await().atMost(SOON).until(() -> delivery(event).path("state").asText().equals("given_up"));

        bench.control("resend", "{\"event\":\"" + event + "\"}");

        await().atMost(SOON).until(() -> bench.receiver.events().size() == 1);
        assertThat(delivery(event).path("attempts")).hasSize(5);
    }

    @Test
    void eventsAreDoubled() throws StripeException {
        bench.control("webhooks", "{\"copies\":50}");

        String event = onlyEvent();

        await().atMost(SOON).until(() -> bench.receiver.events().size() == 50);
        assertThat(bench.receiver.events()).extracting(Event::getId).containsOnly(event);
    }

    @Test
    void eventsAreDroppedAndStillListed() throws StripeException {
        bench.control("webhooks", "{\"drop\":true,\"type\":\"customer.created\"}");

        String dropped = onlyEvent();
        pay();

        await().atMost(SOON).until(() -> bench.receiver.events(COMPLETED).size() == 1);
        assertThat(bench.receiver.events("customer.created")).isEmpty();
        assertThat(delivery(dropped).path("state").asText()).isEqualTo("dropped");
        assertThat(bench.client.v1().events().retrieve(dropped).getType())
                .isEqualTo("customer.created");
    }

    @Test
    void eventsAreHeldAndReleasedInReverse() throws StripeException {
        bench.control("webhooks", "{\"hold\":true}");
        pay();
        List<String> happened =
                bench.client.v1().events().list().getData().stream().map(Event::getId).toList();
        assertThat(bench.receiver.events()).isEmpty();

        JsonNode released = bench.control("release", "{\"order\":\"reversed\"}");

        assertThat(released.path("released").asInt()).isEqualTo(4);
        await().atMost(SOON).until(() -> bench.receiver.events().size() == 4);
        assertThat(bench.receiver.events()).extracting(Event::getId).isEqualTo(happened);
    }

    @Test
    void eventsAreDelayedWithJitter() throws StripeException {
        bench.control("webhooks", "{\"delay_ms\":300,\"jitter_ms\":50}");

        String event = onlyEvent();

        assertThat(delivery(event).path("attempts")).isEmpty();
        await().atMost(SOON).until(() -> bench.receiver.events().size() == 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
    wrong_secret | No signatures found matching
    empty_secret | No signatures found matching
    stale        | Timestamp outside the tolerance zone
    tampered     | No signatures found matching
    unsigned     | no signature
    """)
    void aForgedDeliveryIsNotBelievedAndNotRepeated(String forge, String why)
            throws StripeException {
        bench.control("webhooks", "{\"forge\":\"" + forge + "\"}");

        String event = onlyEvent();

        await().atMost(SOON).until(() -> delivery(event).path("attempts").size() == 1);
        assertThat(delivery(event).path("attempts").get(0).path("status").asInt()).isEqualTo(400);
        assertThat(bench.receiver.refused()).singleElement().asString().contains(why);
        assertThat(bench.receiver.events()).isEmpty();
    }

    /// Stripe's library believes the future and throws something raw at a malformed header.
    @ParameterizedTest
    @CsvSource({"future,200", "malformed,400"})
    void theOtherForgeriesShowWhatTheLibraryDoesNotCheck(String forge, int status)
            throws StripeException {
        bench.control("webhooks", "{\"forge\":\"" + forge + "\"}");

        String event = onlyEvent();

        await().atMost(SOON).until(() -> delivery(event).path("attempts").size() == 1);
        assertThat(delivery(event).path("attempts").get(0).path("status").asInt())
                .isEqualTo(status);
    }

    @Test
    void eventsAreFoundByTypeAndTime() throws StripeException {
        pay();
        long now = bench.client.v1().events().list().getData().getFirst().getCreated();

        assertThat(count(EventListParams.builder().setType(COMPLETED).build())).isEqualTo(1);
        assertThat(count(EventListParams.builder().setType("charge.*").build())).isEqualTo(1);
        assertThat(
                        count(
                                EventListParams.builder()
                                        .addType(COMPLETED)
                                        .addType("payment_intent.created")
                                        .build()))
                .isEqualTo(2);
        assertThat(
                        count(
                                EventListParams.builder()
                                        .setCreated(
                                                EventListParams.Created.builder()
                                                        .setGt(now)
                                                        .build())
                                        .build()))
                .isZero();
        assertThat(
                        count(
                                EventListParams.builder()
                                        .setCreated(
                                                EventListParams.Created.builder()
                                                        .setGte(now - 60)
                                                        .setLte(now)
                                                        .build())
                                        .build()))
                .isEqualTo(4);
    }

    private static int count(EventListParams params) throws StripeException {
        return bench.client.v1().events().list(params).getData().size();
    }

    private static String onlyEvent() throws StripeException {
        bench.client.v1().customers().create();
        return bench.client.v1().events().list().getData().getFirst().getId();
    }

    private static void pay() throws StripeException {
        String id = bench.client.v1().checkout().sessions().create(Bench.packs().build()).getId();
        bench.control("pay", "{\"session\":\"" + id + "\"}");
    }

    private static JsonNode delivery(String event) {
        return bench.control("events", "")
                .path("events")
                .valueStream()
                .filter(one -> one.path("id").asText().equals(event))
                .findFirst()
                .orElseThrow();
    }
}
