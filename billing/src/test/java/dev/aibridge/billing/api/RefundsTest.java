package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.books.Race;
import dev.aibridge.billing.stripe.SandboxShop;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Money that goes back, by whomever. An order is 1,000,000 tokens for 3.00 USD.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SandboxShop.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class RefundsTest extends RefundBench {

    @Test
    void whatIsUnspentGoesBackAtOnceAndItsPageSaysSo() throws Exception {
        assertThat(customer.look(order).path("refundableMinor").asLong()).isEqualTo(300);

        Answer refund = Counter.refund(customer, order, 300);

        assertThat(refund.status()).as(refund.raw().body()).isEqualTo(201);
        assertThat(refund.json().path("state").asText()).isEqualTo("succeeded");
        assertThat(refund.json().path("tokensMicro").asLong()).isEqualTo(Customer.TOKENS);
        assertThat(customer.posted()).isZero();
        JsonNode seen = customer.look(order);
        assertThat(seen.path("state").asText()).isEqualTo("credited");
        assertThat(seen.path("standing").asText()).isEqualTo("refunded");
        assertThat(seen.path("refundableMinor").asLong()).isZero();
        assertThat(counter.refunds(payment)).hasSize(1);
        assertThat(counter.refunds(payment).get(0).path("amount").asLong()).isEqualTo(300);
        assertThat(
                        visitor.books()
                                .rows(
                                        "SELECT e.account, sum(e.amount)::bigint FROM billing.entry e"
                                                + " JOIN billing.transaction t ON t.id = e.tx_id"
                                                + " WHERE t.reason = 'refund of order ' || ? GROUP BY 1",
                                        order))
                .containsExactlyInAnyOrder(
                        List.of("wallet:" + customer.wallet().id(), -Customer.TOKENS),
                        List.of("refund_pending:" + refund.json().path("id").asText(), 0L),
                        List.of("issued", Customer.TOKENS));
    }

    @Test
    void whatIsSpentStaysAndTheRestIsRoundedDown() throws Exception {
        counter.spend(customer, Customer.TOKENS / 3);

        JsonNode quote = Counter.quote(customer, order, null);

        assertThat(quote.path("mostMinor").asLong()).isEqualTo(200);
        assertThat(quote.path("tokensMicro").asLong())
                .isEqualTo(Customer.TOKENS - Customer.TOKENS / 3);
        counter.spend(customer, 1_000_000);
        assertThat(Counter.quote(customer, order, null).path("mostMinor").asLong()).isEqualTo(199);
        Answer tooMuch = Counter.refund(customer, order, 200);
        assertThat(tooMuch.status()).isEqualTo(409);
        assertThat(tooMuch.code()).isEqualTo("refund_too_much");
        assertThat(Counter.quote(customer, order, 200L).path("no").asText()).isEqualTo("too_much");
    }

    @Test
    void partsNeverExceedTheWhole() throws Exception {
        for (long part : List.of(100L, 99L)) {
            assertThat(Counter.refund(customer, order, part).status()).isEqualTo(201);
        }
        assertThat(customer.look(order).path("standing").asText()).isEqualTo("partly_refunded");
        assertThat(Counter.refund(customer, order, 102).code()).isEqualTo("refund_too_much");
        assertThat(Counter.refund(customer, order, 101).status()).isEqualTo(201);
        assertThat(customer.posted()).isZero();
        assertThat(counter.refunds(payment)).hasSize(3);
    }

    @Test
    void theUnspentBonusOfTheOrderIsVoidedAndComesBackWhenTheRefundFails() throws Exception {
        Customer other = Customer.of(visitor);
        String large = other.order("team-50m", 1, "large").json().path("id").asText();
        counter.buy(other, large);
        counter.steer("refunds", "{\"outcome\": \"pending\"}");

        Answer refund = Counter.refund(other, large, 1_390);

        assertThat(refund.json().path("tokensMicro").asLong()).isEqualTo(5_000_000_000_000L);
        assertThat(refund.json().path("bonusMicro").asLong()).isEqualTo(2_000_000_000_000L);
        assertThat(other.posted()).isEqualTo(45_000_000_000_000L);
        String id =
                String.valueOf(
                        visitor.books()
                                .ask(
                                        "SELECT stripe_id FROM billing.refund WHERE order_id = ?::uuid",
                                        large));
        counter.end(id, "failed");
        await().atMost(Counter.SOON).until(() -> other.posted() == 52_000_000_000_000L);
    }

    @Test
    void whatGatewaysHoldCountsAsSpent() throws Exception {
        UUID holder = visitor.books().holder();
        visitor.books().take(holder, customer.wallet().id(), Customer.TOKENS / 2);
        long leased =
                visitor.books()
                        .number(
                                "SELECT leased FROM billing.wallet WHERE id = ?",
                                customer.wallet().id());

        JsonNode quote = Counter.quote(customer, order, null);

        assertThat(quote.path("tokensMicro").asLong()).isEqualTo(Customer.TOKENS - leased);
        assertThat(quote.path("mostMinor").asLong())
                .isEqualTo(300 * (Customer.TOKENS - leased) / Customer.TOKENS);
        assertThat(Counter.refund(customer, order, quote.path("mostMinor").asLong()).status())
                .isEqualTo(201);
        assertThat(customer.posted()).isEqualTo(leased);
    }

    @ParameterizedTest
    @CsvSource({"succeeded, 0", "failed, 1000000000000"})
    void aRefundThatIsPendingEndsByTheWebhook(String outcome, long left) throws Exception {
        counter.steer("refunds", "{\"outcome\": \"pending\"}");
        Counter.refund(customer, order, 300);
        assertThat(state()).isEqualTo("pending");
        assertThat(customer.posted()).isZero();
        assertThat(customer.look(order).path("standing").asText()).isEqualTo("refund_pending");

        counter.steer("webhooks", "{\"copies\": 5}");
        counter.end(counter.refunds(payment).get(0).path("id").asText(), outcome);

        awaitState(outcome);
        counter.awaitInbox();
        assertThat(customer.posted()).isEqualTo(left);
    }

    @Test
    void aRefundThatFailsAfterItSucceededBringsTheTokensBackOnce() throws Exception {
        Counter.refund(customer, order, 120);
        assertThat(state()).isEqualTo("succeeded");
        counter.steer("webhooks", "{\"copies\": 20, \"jitter_ms\": 200}");

        counter.end(counter.refunds(payment).get(0).path("id").asText(), "failed");

        awaitState("failed");
        counter.awaitInbox();
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
        assertThat(only().path("failure").asText()).isEqualTo("expired_or_canceled_card");
        assertThat(Counter.quote(customer, order, null).path("mostMinor").asLong()).isEqualTo(300);
    }

    @Test
    void aRefundByHandTakesTheTokensThereAreAndTheRestIsOwedAndRepaidByTheNextTopUp()
            throws Exception {
        counter.spend(customer, Customer.TOKENS / 4 * 3);

        counter.refundByHand(payment, 150);

        await().atMost(Counter.SOON).until(() -> customer.posted() == 0);
        counter.awaitInbox();
        JsonNode refund = only();
        assertThat(refund.path("source").asText()).isEqualTo("stripe");
        assertThat(refund.path("tokensMicro").asLong()).isEqualTo(Customer.TOKENS / 4);
        assertThat(refund.path("owedMicro").asLong()).isEqualTo(Customer.TOKENS / 4);
        JsonNode wallet =
                visitor.get(
                                "/v1/tenants/" + customer.wallet().tenant() + "/wallet",
                                customer.token())
                        .json();
        assertThat(wallet.path("status").asText()).isEqualTo("suspended");
        assertThat(wallet.path("owedMicro").asLong()).isEqualTo(Customer.TOKENS / 4);
        assertThat(
                        visitor.books()
                                .take(visitor.books().holder(), customer.wallet().id(), 1)
                                .outcome())
                .isEqualTo("suspended");

        counter.buy(customer, customer.order());

        assertThat(customer.posted()).isEqualTo(Customer.TOKENS / 4 * 3);
        assertThat(
                        visitor.books()
                                .take(visitor.books().holder(), customer.wallet().id(), 1)
                                .outcome())
                .isEqualTo("granted");
        counter.end(counter.refunds(payment).get(0).path("id").asText(), "failed");
        await().atMost(Counter.SOON)
                .until(() -> customer.posted() == Customer.TOKENS + Customer.TOKENS / 4);
    }

    @Race
    void ofTwentyRefundsOfOnePaymentAtOnceOneIsMade() throws Exception {
        Callable<Integer> wish = () -> counter.adminRefund(order, 300, "at once").status();
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService tabs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer :
                    tabs.invokeAll(IntStream.range(0, 20).mapToObj(_ -> wish).toList())) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).containsOnly(201, 409);
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(counter.refunds(payment)).hasSize(1);
        assertThat(customer.posted()).isZero();
    }

    @Race
    void partsAtOnceAndRunningLeasesShareWhatThereIs() throws Exception {
        List<Callable<Integer>> all = new ArrayList<>();
        UUID holder = visitor.books().holder();
        for (int i = 0; i < 20; i++) {
            all.add(() -> counter.adminRefund(order, 40, "a part").status());
            all.add(
                    () -> {
                        visitor.books().take(holder, customer.wallet().id(), Customer.TOKENS / 50);
                        return 0;
                    });
        }
        try (ExecutorService tabs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : tabs.invokeAll(all)) {
                assertThat(answer.get()).isIn(0, 201, 409);
            }
        }
        long back = counter.refunds(payment).size() * 40L;
        long posted = customer.posted();
        long leased =
                visitor.books()
                        .number(
                                "SELECT leased FROM billing.wallet WHERE id = ?",
                                customer.wallet().id());
        assertThat(back).isBetween(0L, 300L);
        assertThat(posted)
                .isBetween(
                        (300 - back) * Customer.TOKENS / 300 - 20,
                        (300 - back) * Customer.TOKENS / 300);
        assertThat(leased).isBetween(0L, posted);
    }
}
