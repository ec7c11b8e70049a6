package dev.aibridge.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.Stripe;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import dev.aibridge.sandbox.stripe.books.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sessions as Stripe's own Java client sees them.
class CheckoutTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static Bench bench;

    @BeforeAll
    static void start() {
        bench = new Bench(Map.of());
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
    void theVersionSpokenIsTheOneOfTheClient() {
        assertThat(Journal.API_VERSION).isEqualTo(Stripe.API_VERSION);
    }

    @Test
    void aNewSessionIsOpenUnpaidAndHasAPage() throws StripeException {
        Session session = open();

        assertThat(session.getId()).startsWith("cs_test_");
        assertThat(session.getStatus()).isEqualTo("open");
        assertThat(session.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(session.getAmountTotal()).isEqualTo(2_500);
        assertThat(session.getCurrency()).isEqualTo("usd");
        assertThat(session.getMetadata()).containsEntry("order", "order-1");
        assertThat(session.getUrl())
                .isEqualTo(bench.stripe.baseUrl() + "/c/pay/" + session.getId());
        assertThat(session.getExpiresAt() - session.getCreated()).isEqualTo(86_400);
        assertThat(session.getLivemode()).isFalse();
        assertThat(session.getPaymentIntent()).isNull();
        assertThat(session.getLineItems()).isNull();
    }

    @Test
    void aPaidSessionExpandsToItsIntentChargeAndFee() throws StripeException {
        String id = open().getId();
        bench.control("pay", "{\"session\":\"" + id + "\"}");

        Session paid =
                retrieve(id, "payment_intent.latest_charge.balance_transaction", "line_items");

        PaymentIntent intent = paid.getPaymentIntentObject();
        Charge charge = intent.getLatestChargeObject();
        assertThat(paid.getStatus()).isEqualTo("complete");
        assertThat(paid.getPaymentStatus()).isEqualTo("paid");
        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(intent.getAmountReceived()).isEqualTo(2_500);
        assertThat(charge.getAmountCaptured()).isEqualTo(2_500);
        assertThat(charge.getPaymentMethodDetails().getCard().getLast4()).isEqualTo("4242");
        assertThat(charge.getBalanceTransactionObject().getFee()).isEqualTo(103);
        assertThat(charge.getBalanceTransactionObject().getNet()).isEqualTo(2_397);
        assertThat(paid.getLineItems().getData().getFirst().getPrice().getUnitAmount())
                .isEqualTo(1_250);
    }

    @Test
    void aPaymentIsToldToTheWebhookWithTheObjectAsItWasThen() throws StripeException {
        String id = open().getId();

        bench.control("pay", "{\"session\":\"" + id + "\"}");

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(bench.receiver.events())
                                        .extracting(Event::getType)
                                        .contains(
                                                "charge.succeeded",
                                                "payment_intent.succeeded",
                                                "checkout.session.completed"));
        Event event = bench.receiver.events("checkout.session.completed").getFirst();
        Session told = (Session) event.getDataObjectDeserializer().getObject().orElseThrow();
        assertThat(told.getId()).isEqualTo(id);
        assertThat(told.getPaymentStatus()).isEqualTo("paid");
        assertThat(event.getApiVersion()).isEqualTo(Stripe.API_VERSION);
        assertThat(event.getPendingWebhooks()).isEqualTo(1);
        assertThat(event.getRequest().getId()).isNull();
    }

    @Test
    void aPaidSessionIsNotPaidAgain() throws StripeException {
        String id = open().getId();
        bench.control("pay", "{\"session\":\"" + id + "\"}");

        assertThat(bench.controlAnswer("pay", "{\"session\":\"" + id + "\"}").statusCode())
                .isEqualTo(409);
        assertThat(bench.client.v1().charges().list().getData()).hasSize(1);
    }

    @Test
    void aDeclinedCardLeavesTheSessionOpenAndSaysWhy() throws StripeException {
        String id = open().getId();

        bench.control("pay", "{\"session\":\"" + id + "\",\"card\":\"4000000000009995\"}");

        PaymentIntent intent = retrieve(id, "payment_intent").getPaymentIntentObject();
        assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
        assertThat(intent.getLastPaymentError().getCode()).isEqualTo("card_declined");
        assertThat(intent.getLastPaymentError().getDeclineCode()).isEqualTo("insufficient_funds");
        assertThat(retrieve(id).getStatus()).isEqualTo("open");
        await().atMost(SOON)
                .until(() -> bench.receiver.events("payment_intent.payment_failed").size() == 1);
    }

    @Test
    void aDelayedPaymentSucceedsLater() throws StripeException {
        String id = open().getId();

        bench.control("pay", "{\"session\":\"" + id + "\",\"method\":\"later\"}");

        await().atMost(SOON)
                .until(
                        () ->
                                bench.receiver
                                                .events("checkout.session.async_payment_succeeded")
                                                .size()
                                        == 1);
        Event completed = bench.receiver.events("checkout.session.completed").getFirst();
        assertThat(
                        ((Session) completed.getDataObjectDeserializer().getObject().orElseThrow())
                                .getPaymentStatus())
                .isEqualTo("unpaid");
        assertThat(retrieve(id).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void aDelayedPaymentFailsWhenSwitchedSo() throws StripeException {
        bench.control("later", "{\"outcome\":\"failed\",\"delay_ms\":0}");
        String id = open().getId();
        bench.control("pay", "{\"session\":\"" + id + "\",\"method\":\"later\"}");

        bench.control("settle", "{\"session\":\"" + id + "\",\"outcome\":\"failed\"}");

        await().atMost(SOON)
                .until(
                        () ->
                                bench.receiver
                                                .events("checkout.session.async_payment_failed")
                                                .size()
                                        == 1);
        assertThat(retrieve(id).getStatus()).isEqualTo("complete");
        assertThat(retrieve(id).getPaymentStatus()).isEqualTo("unpaid");
    }

    @Test
    void anExpiredSessionCannotBePaidOrExpiredAgain() throws StripeException {
        String id = open().getId();

        Session expired = bench.client.v1().checkout().sessions().expire(id);

        assertThat(expired.getStatus()).isEqualTo("expired");
        assertThat(expired.getUrl()).isNull();
        assertThat(bench.controlAnswer("pay", "{\"session\":\"" + id + "\"}").statusCode())
                .isEqualTo(409);
        assertThatThrownBy(() -> bench.client.v1().checkout().sessions().expire(id))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("status in [\"open\"] can be expired");
        await().atMost(SOON)
                .until(() -> bench.receiver.events("checkout.session.expired").size() == 1);
        assertThat(bench.receiver.events().getFirst().getRequest().getId()).startsWith("req_");
    }

    @Test
    void listsAreNewestFirstAndPaged() throws StripeException {
        List<String> opened = List.of(open().getId(), open().getId(), open().getId());

        var first = list(SessionListParams.builder().setLimit(2L).build());
        var second =
                list(
                        SessionListParams.builder()
                                .setLimit(2L)
                                .setStartingAfter(opened.get(1))
                                .build());

        assertThat(first).containsExactly(opened.get(2), opened.get(1));
        assertThat(second).containsExactly(opened.getFirst());
        assertThat(list(SessionListParams.builder().setEndingBefore(opened.get(1)).build()))
                .containsExactly(opened.get(2));
        assertThat(
                        list(
                                SessionListParams.builder()
                                        .setStatus(SessionListParams.Status.COMPLETE)
                                        .build()))
                .isEmpty();
    }

    private static List<String> list(SessionListParams params) throws StripeException {
        return bench.client.v1().checkout().sessions().list(params).getData().stream()
                .map(Session::getId)
                .toList();
    }

    private static Session open() throws StripeException {
        return bench.client.v1().checkout().sessions().create(Bench.packs().build());
    }

    private static Session retrieve(String id, String... expand) throws StripeException {
        SessionRetrieveParams.Builder params = SessionRetrieveParams.builder();
        List.of(expand).forEach(params::addExpand);
        return bench.client.v1().checkout().sessions().retrieve(id, params.build());
    }
}
