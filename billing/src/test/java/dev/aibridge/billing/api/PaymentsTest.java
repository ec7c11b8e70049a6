package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.billing.stripe.FakeStripe;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// However Stripe's word arrives: one payment is one credit.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
class PaymentsTest {

    private static final String COMPLETED = "checkout.session.completed";
    private static final Duration SOON = Duration.ofSeconds(10);

    @TestHTTPResource URI base;

    @SuppressWarnings("NullAway.Init") // The test resource sets it.
    FakeStripe stripe;

    private Visitor visitor;
    private Customer customer;

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        customer = Customer.of(visitor);
    }

    @AfterEach
    void everyInvariantHolds() throws Exception {
        assertThat(visitor.books().broken()).isEmpty();
        visitor.close();
    }

    private String session(String order) {
        return stripe.of(order).getLast();
    }

    private void awaitState(String order, String state) {
        await().atMost(SOON).until(() -> customer.state(order).equals(state));
    }

    private void awaitEmptyInbox() {
        await().atMost(SOON)
                .until(
                        () ->
                                visitor.books()
                                                .number(
                                                        "SELECT count(*) FROM billing.stripe_event WHERE"
                                                                + " processed_at IS NULL")
                                        == 0);
    }

    @Test
    void aWebhookThatComesFiftyTimesAtOnceCreditsOnce() throws Exception {
        String order = customer.order();
        stripe.pay(session(order));
        String event = Customer.event(COMPLETED, session(order), false);
        Callable<Integer> same = () -> customer.deliver(event).status();
        Callable<Integer> other =
                () -> customer.deliver(Customer.event(COMPLETED, session(order), false)).status();
        List<Callable<Integer>> deliveries = new ArrayList<>(Collections.nCopies(25, same));
        deliveries.addAll(Collections.nCopies(25, other));
        assertThat(all(deliveries)).containsOnly(200);
        awaitState(order, "credited");
        awaitEmptyInbox();
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
        assertThat(
                        visitor.books()
                                .number(
                                        "SELECT count(*) FROM billing.stripe_event WHERE body = ?",
                                        event))
                .isEqualTo(1);
    }

    private static <T> List<T> all(List<Callable<T>> calls) throws Exception {
        List<T> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    @Test
    void webhookLandingPageAndReconcilerAtOnceCreditOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            Customer racer = Customer.of(visitor);
            String order = racer.order();
            String session = session(order);
            stripe.pay(session);
            Callable<Integer> webhook =
                    () -> racer.deliver(Customer.event(COMPLETED, session, false)).status();
            Callable<Integer> page = () -> racer.act(order, "confirm").status();
            Callable<Integer> reconciler =
                    () -> {
                        racer.reconcile(order);
                        return 200;
                    };
            List<Callable<Integer>> race = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                race.addAll(List.of(webhook, page, reconciler));
            }
            assertThat(all(race)).containsOnly(200);
            awaitEmptyInbox();
            assertThat(racer.state(order)).isEqualTo("credited");
            assertThat(racer.posted()).isEqualTo(Customer.TOKENS);
        }
    }

    @Test
    void withoutAnyWebhookTheReconcilerCredits() throws Exception {
        String order = customer.order();
        stripe.pay(session(order));
        assertThat(
                        visitor.books()
                                .ask(
                                        "SELECT look_at - begun_at <= interval '14 minutes' FROM billing.checkout"
                                                + " WHERE order_id = ?",
                                        UUID.fromString(order)))
                .as("looked at in time as shipped")
                .isEqualTo(true);
        customer.reconcile(order);
        awaitState(order, "credited");
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
    }

    @Test
    void theReconcilerLeavesWhatIsOverAloneAndAsksAgainSoonWhenStripeIsAway() throws Exception {
        String order = customer.order();
        stripe.pay(session(order));
        stripe.away(2);
        customer.reconcile(order);
        await().atMost(SOON)
                .until(
                        () ->
                                visitor.books()
                                        .ask(
                                                "SELECT look_at BETWEEN now() + interval '30 s' AND now() +"
                                                        + " interval '1 min' FROM billing.checkout WHERE order_id = ?",
                                                UUID.fromString(order)),
                        Boolean.TRUE::equals);
        assertThat(customer.state(order)).isEqualTo("awaiting_payment");
        customer.reconcile(order);
        awaitState(order, "credited");
        assertThat(
                        visitor.books()
                                .ask(
                                        "SELECT closed_at IS NOT NULL FROM billing.checkout WHERE order_id = ?",
                                        UUID.fromString(order)))
                .isEqualTo(true);
    }

    @Test
    void theCreditIsAnnouncedToGatewaysInTheTransactionThatBooksIt() throws Exception {
        String order = customer.order();
        stripe.pay(session(order));
        try (Connection connection = visitor.books().owner().getConnection();
                Statement listen = connection.createStatement()) {
            listen.execute("LISTEN aibridge");
            customer.deliver(Customer.event(COMPLETED, session(order), false));
            PGConnection gateway = connection.unwrap(PGConnection.class);
            await().atMost(SOON)
                    .until(
                            () -> {
                                PGNotification[] heard = gateway.getNotifications(100);
                                return heard != null
                                        && Arrays.stream(heard)
                                                .anyMatch(
                                                        n ->
                                                                n.getParameter()
                                                                        .equals(
                                                                                "wallet:"
                                                                                        + customer.wallet()
                                                                                                .id()));
                            });
            assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
        }
    }

    @Test
    void anEventIsTriedUntilStripeAnswers() throws Exception {
        String order = customer.order();
        stripe.pay(session(order));
        stripe.away(4);
        customer.deliver(Customer.event(COMPLETED, session(order), false));
        awaitState(order, "credited");
        awaitEmptyInbox();
        assertThat(visitor.books().number("SELECT max(failures) FROM billing.stripe_event"))
                .isPositive();
    }

    @Test
    void eventsOfAnotherModeOrKindOrOfForeignSessionsAreKeptAndChangeNothing() throws Exception {
        String order = customer.order();
        stripe.pay(session(order));
        long before = visitor.books().number("SELECT count(*) FROM billing.stripe_event");
        assertThat(customer.deliver(Customer.event(COMPLETED, session(order), true)).status())
                .isEqualTo(200);
        assertThat(
                        customer.deliver(Customer.event("customer.created", session(order), false))
                                .status())
                .isEqualTo(200);
        assertThat(customer.deliver(Customer.event(COMPLETED, "cs_unknown", false)).status())
                .isEqualTo(200);
        awaitEmptyInbox();
        assertThat(visitor.books().number("SELECT count(*) FROM billing.stripe_event"))
                .isEqualTo(before + 3);
        assertThat(customer.state(order)).isEqualTo("awaiting_payment");
        assertThat(customer.posted()).isZero();
    }

    @Test
    void anOrderPaidInTwoTabsIsCreditedOnceAndReviewed() throws Exception {
        String order = customer.order();
        String first = session(order);
        stripe.runOut(first);
        customer.act(order, "checkout");
        String second = session(order);
        stripe.pay(first);
        stripe.pay(second);
        customer.deliver(Customer.event(COMPLETED, second, false));
        customer.deliver(Customer.event(COMPLETED, first, false));
        awaitState(order, "review");
        awaitEmptyInbox();
        assertThat(customer.look(order).get("reviewReason").asText()).isEqualTo("paid_twice");
        assertThat(customer.look(order).get("creditedAt").isNull()).isFalse();
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
        assertThat(
                        visitor.books()
                                .rows(
                                        "SELECT credited, amount_minor FROM billing.payment WHERE order_id = ?"
                                                + " ORDER BY credited",
                                        UUID.fromString(order)))
                .containsExactly(List.of(false, 300L), List.of(true, 300L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amount", "currency", "mode", "order"})
    void aPaymentThatIsNotTheOrdersIsReviewedAndARightOneIsCreditedStill(String fault)
            throws Exception {
        String order = customer.order();
        String wrong = session(order);
        stripe.runOut(wrong);
        customer.act(order, "checkout");
        String right = session(order);
        switch (fault) {
            case "amount" -> stripe.amount(wrong, 299);
            case "currency" -> stripe.currency(wrong, "eur");
            case "mode" -> stripe.live(wrong);
            default -> stripe.order(wrong, UUID.randomUUID().toString());
        }
        stripe.pay(wrong);
        customer.deliver(Customer.event(COMPLETED, wrong, false));
        awaitState(order, "review");
        assertThat(customer.look(order).get("reviewReason").asText()).isEqualTo(fault);
        assertThat(customer.posted()).isZero();

        stripe.pay(right);
        customer.act(order, "confirm");
        assertThat(customer.state(order)).isEqualTo("review");
        assertThat(customer.look(order).get("reviewReason").asText()).isEqualTo(fault);
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
    }

    @Test
    void aLatePaymentOfAnAbandonedOrderIsCredited() throws Exception {
        String order = customer.order();
        customer.act(order, "cancel");
        stripe.pay(session(order));
        customer.deliver(Customer.event(COMPLETED, session(order), false));
        awaitState(order, "credited");
    }

    @Test
    void aPaymentOnAPageWhoseMakingWeNeverHeardOfIsCredited() throws Exception {
        stripe.lose(2);
        customer.order(Customer.PRODUCT, 1, "lost");
        String order =
                visitor.get(customer.orders(), customer.token())
                        .json()
                        .get("items")
                        .get(0)
                        .get("id")
                        .asText();
        stripe.pay(session(order));
        customer.deliver(Customer.event(COMPLETED, session(order), false));
        awaitState(order, "credited");
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
    }

    @Test
    void whatIsSpentIsAttributedToTheOldestLot() throws Exception {
        String first = customer.order();
        stripe.pay(session(first));
        customer.act(first, "confirm");
        visitor.books()
                .ask(
                        "SELECT billing.post_credit(?, ?, 'adjustment', 'test', 'test', ?)",
                        customer.wallet().id(),
                        -400_000L,
                        UUID.randomUUID().toString());
        String second = customer.order();
        stripe.pay(session(second));
        customer.act(second, "confirm");
        assertThat(
                        visitor.books()
                                .rows(
                                        "SELECT granted, spent FROM billing.lot WHERE wallet_id = ? ORDER BY tx_id",
                                        customer.wallet().id()))
                .containsExactly(List.of(Customer.TOKENS, 400_000L), List.of(Customer.TOKENS, 0L));
    }
}
