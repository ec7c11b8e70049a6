package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.alerts.PostOffice;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.autotopup.AutoCharges;
import dev.aibridge.billing.stripe.SandboxShop;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A saved card is charged when the balance runs low: 1,000,000 tokens for 3.00 USD below 500,000.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SandboxShop.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@WithTestResource(value = PostOffice.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class AutoTopUpTest extends RefundBench {

    private static final long LOW = Customer.TOKENS / 2;

    @Inject AutoCharges charges;

    private String home() {
        return "/v1/tenants/" + customer.wallet().tenant() + "/auto-top-up";
    }

    private Answer call(String method, String path, @Nullable String body) throws Exception {
        return visitor.call(method, home() + path, customer.token(), body);
    }

    private Answer terms(long capMinor) throws Exception {
        return call(
                "PUT",
                "",
                "{\"productId\": \"%s\", \"thresholdMicro\": %d, \"capMinor\": %d}"
                        .formatted(Customer.PRODUCT, LOW, capMinor));
    }

    private JsonNode setting() throws Exception {
        return visitor.get(home(), customer.token()).json().path("terms");
    }

    /// Turns it on by paying the first one, which makes 2,000,000 tokens of one, and spends them
    /// down to the threshold.
    @BeforeEach
    void turnOn() throws Exception {
        counter.steer("off_session", "{\"outcome\": \"succeeded\"}");
        assertThat(terms(100_000).status()).isEqualTo(200);
        assertThat(setting().path("enabled").asBoolean()).isFalse();
        Answer first = call("POST", "/card", null);
        assertThat(first.status()).as(first.raw().body()).isEqualTo(201);
        counter.buy(customer, first.json().path("id").asText());
        await().atMost(Counter.SOON).until(() -> setting().path("enabled").asBoolean());
        assertThat(setting().path("cardLastFour").asText()).isEqualTo("4242");
        counter.spend(customer, 2 * Customer.TOKENS - LOW);
    }

    /// Nothing is charged for it while later tests run.
    @AfterEach
    void turnOff() throws Exception {
        call("POST", "/off", null);
        counter.dropFaults();
    }

    private long charged(String state) throws Exception {
        return visitor.books()
                .number(
                        "SELECT count(*) FROM billing.auto_charge WHERE tenant_id = ? AND state = ?",
                        customer.wallet().tenant(),
                        state);
    }

    private long alerts(String type) throws Exception {
        return visitor.books()
                .number(
                        "SELECT count(*) FROM billing.alert WHERE tenant_id = ? AND type = ?",
                        customer.wallet().tenant(),
                        type);
    }

    private JsonNode mails() throws Exception {
        return PostOffice.mails(
                String.valueOf(
                        visitor.books()
                                .ask(
                                        "SELECT p.email FROM accounts.member JOIN accounts.person p"
                                                + " USING (subject) WHERE tenant_id = ?",
                                        customer.wallet().tenant())));
    }

    private void awaitCharged(long times) {
        await().atMost(Counter.SOON).until(() -> charged("paid") == times);
    }

    /// What Stripe took of this customer: two orders on pages, and these.
    private long captured() throws Exception {
        return visitor.books()
                        .number(
                                "SELECT count(*) FROM billing.payment p JOIN billing.customer_order o"
                                        + " ON o.id = p.order_id WHERE o.tenant_id = ?",
                                customer.wallet().tenant())
                - 2;
    }

    private long atStripe() throws Exception {
        String stripes =
                String.valueOf(
                        visitor.books()
                                .ask(
                                        "SELECT customer_id FROM billing.auto_top_up WHERE tenant_id = ?",
                                        customer.wallet().tenant()));
        long succeeded = 0;
        for (JsonNode one :
                counter.api("GET", "payment_intents?limit=100&customer=" + stripes, "")
                        .path("data")) {
            if (one.path("status").asText().equals("succeeded")) {
                succeeded++;
            }
        }
        return succeeded - 1;
    }

    @Test
    void aBalanceThatRunsLowIsToppedUpOnce() throws Exception {
        assertThat(charged("paid") + charged("asked")).as("exactly the threshold").isZero();
        counter.spend(customer, 1);
        awaitCharged(1);
        assertThat(customer.posted()).isEqualTo(LOW - 1 + Customer.TOKENS);
        assertThat(captured()).isEqualTo(1);
        assertThat(atStripe()).isEqualTo(1);
        assertThat(setting().path("spentMinor").asLong()).isEqualTo(300);
        JsonNode newest =
                visitor.get(customer.orders() + "?limit=1", customer.token())
                        .json()
                        .path("items")
                        .get(0);
        assertThat(newest.path("state").asText()).isEqualTo("credited");
        assertThat(newest.path("receipts")).hasSize(1);
        assertThat(newest.path("refundableMinor").asLong()).isEqualTo(300);
    }

    @Test
    void twentyWhoLookAtOnceChargeOnce() throws Exception {
        counter.spend(customer, 1);
        Callable<Boolean> pass =
                () -> {
                    charges.pass();
                    return true;
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(20, pass))) {
                one.get();
            }
        }
        awaitCharged(1);
        counter.awaitInbox();
        assertThat(atStripe()).isEqualTo(1);
        assertThat(captured()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerThatIsLostChargesOnceWithAndWithoutAWebhook(boolean webhooks) throws Exception {
        if (!webhooks) {
            counter.steer("webhooks", "{\"drop\": true}");
        }
        counter.steer(
                "faults",
                "{\"fault\": \"reset\", \"after_work\": true, \"method\": \"POST\","
                        + " \"path\": \"/v1/payment_intents\", \"times\": 4}");
        counter.spend(customer, 1);
        awaitCharged(1);
        counter.awaitInbox();
        assertThat(atStripe()).isEqualTo(1);
        assertThat(captured()).isEqualTo(1);
        assertThat(customer.posted()).isEqualTo(LOW - 1 + Customer.TOKENS);
    }

    @Test
    void aDayLaterAChargeIsLookedForAndNeverMadeUnderAnotherKey() throws Exception {
        counter.steer("webhooks", "{\"drop\": true}");
        counter.steer(
                "faults",
                "{\"fault\": \"reset\", \"after_work\": true, \"method\": \"POST\","
                        + " \"path\": \"/v1/payment_intents\", \"times\": 1000}");
        counter.spend(customer, 1);
        await().atMost(Counter.SOON).until(() -> charged("asked") == 1);
        await().atMost(Counter.SOON).until(() -> atStripe() == 1);
        visitor.books()
                .run(
                        "UPDATE billing.auto_charge SET asked_at = now() - interval '24 hours' WHERE tenant_id = ?",
                        customer.wallet().tenant());
        awaitCharged(1);
        assertThat(atStripe()).isEqualTo(1);
        assertThat(captured()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"card_declined", "authentication_required"})
    void twoDeclinesInARowStopItAndItsOwnerIsTold(String outcome) throws Exception {
        counter.steer("off_session", "{\"outcome\": \"%s\"}".formatted(outcome));
        counter.spend(customer, 1);
        await().atMost(Counter.SOON).until(() -> !setting().path("enabled").asBoolean());
        assertThat(charged("declined")).isEqualTo(2);
        assertThat(alerts("auto_top_up.declined")).isEqualTo(1);
        assertThat(alerts("auto_top_up.stopped")).isEqualTo(1);
        assertThat(setting().path("stoppedReason").asText()).isEqualTo(outcome);
        assertThat(atStripe()).isZero();
        await().atMost(Counter.SOON).until(() -> mails().size() == 2);
        assertThat(mails().toString())
                .contains("your card was declined", "auto top-up has stopped", outcome)
                .contains("/settings/auto-top-up");

        counter.steer("off_session", "{\"outcome\": \"succeeded\"}");
        charges.pass();
        assertThat(charged("paid")).isZero();
        assertThat(call("POST", "/on", null).status()).isEqualTo(204);
        awaitCharged(1);
        assertThat(setting().path("stoppedAt").isNull()).isTrue();
    }

    @Test
    void oneDeclineBetweenTwoPaymentsStopsNothing() throws Exception {
        counter.steer("off_session", "{\"outcome\": \"insufficient_funds\"}");
        counter.spend(customer, 1);
        await().atMost(Counter.SOON).until(() -> charged("declined") == 1);
        counter.steer("off_session", "{\"outcome\": \"succeeded\"}");
        awaitCharged(1);
        assertThat(setting().path("enabled").asBoolean()).isTrue();
        assertThat(
                        visitor.books()
                                .number(
                                        "SELECT declines FROM billing.auto_top_up WHERE tenant_id = ?",
                                        customer.wallet().tenant()))
                .isZero();
    }

    @Test
    void theMonthsCapIsNeverPassed() throws Exception {
        terms(899);
        for (int times = 1; times <= 2; times++) {
            counter.spend(customer, times == 1 ? 1 : Customer.TOKENS);
            awaitCharged(times);
        }
        counter.spend(customer, Customer.TOKENS);
        await().atMost(Counter.SOON).until(() -> alerts("auto_top_up.capped") == 1);
        charges.pass();
        charges.pass();
        assertThat(alerts("auto_top_up.capped")).isEqualTo(1);
        assertThat(charged("paid")).isEqualTo(2);
        assertThat(setting().path("spentMinor").asLong()).isEqualTo(600);

        terms(900);
        awaitCharged(3);
    }

    @Test
    void whatIsOffChargesNothing() throws Exception {
        call("POST", "/off", null);
        counter.spend(customer, 1);
        charges.pass();
        assertThat(charged("paid") + charged("asked") + charged("declined")).isZero();
    }

    @Test
    void whatMayNotHaveBeenAskedWhenItIsTurnedOffIsNotAskedAgain() throws Exception {
        counter.steer(
                "faults",
                "{\"fault\": \"reset\", \"method\": \"POST\","
                        + " \"path\": \"/v1/payment_intents\", \"times\": 1000}");
        counter.spend(customer, 1);
        await().atMost(Counter.SOON).until(() -> charged("asked") == 1);
        call("POST", "/off", null);
        await().atMost(Counter.SOON).until(() -> charged("declined") == 1);
        counter.dropFaults();
        charges.pass();
        assertThat(atStripe()).isZero();
        assertThat(captured()).isZero();
    }

    @Test
    void aCardThatIsSavedAfterItWasTurnedOffTurnsNothingOn() throws Exception {
        String later = call("POST", "/card", null).json().path("id").asText();
        call("POST", "/off", null);
        counter.buy(customer, later);
        counter.spend(customer, Customer.TOKENS + 1);
        charges.pass();
        assertThat(setting().path("enabled").asBoolean()).isFalse();
        assertThat(charged("paid") + charged("asked")).isZero();
    }

    @Test
    void aWalletThatADisputeSuspendedIsNotToppedUp() throws Exception {
        counter.dispute(order, "");
        await().atMost(Counter.SOON)
                .until(
                        () ->
                                visitor.books()
                                                .number(
                                                        "SELECT count(*) FROM billing.wallet WHERE id = ?"
                                                                + " AND debt > 0",
                                                        customer.wallet().id())
                                        == 1);
        assertThat(customer.posted()).as("what was left repays some of it").isZero();
        charges.pass();
        assertThat(charged("paid") + charged("asked") + charged("declined")).isZero();
    }

    @Test
    void anotherMonthByTheTenantsClockHasACapOfItsOwn() throws Exception {
        ZoneId kiritimati = ZoneId.of("Pacific/Kiritimati");
        visitor.books()
                .run(
                        "UPDATE accounts.tenant SET time_zone = ? WHERE id = ?",
                        kiritimati.getId(),
                        customer.wallet().tenant());
        terms(300);
        counter.spend(customer, 1);
        awaitCharged(1);
        Instant month = YearMonth.now(kiritimati).atDay(1).atStartOfDay(kiritimati).toInstant();
        for (int before = 0; before <= 1; before++) {
            visitor.books()
                    .run(
                            "UPDATE billing.auto_charge SET asked_at = ?::timestamptz WHERE tenant_id = ?",
                            month.minusMillis(before).toString(),
                            customer.wallet().tenant());
            assertThat(setting().path("spentMinor").asLong()).isEqualTo(300 - 300 * before);
        }
        counter.spend(customer, Customer.TOKENS);
        awaitCharged(2);
    }

    @Test
    void anOrderWhoseCardWasDeclinedCanBePaidOnAPage() throws Exception {
        counter.steer("off_session", "{\"outcome\": \"card_declined\"}");
        counter.spend(customer, 1);
        await().atMost(Counter.SOON).until(() -> !setting().path("enabled").asBoolean());
        String declined =
                visitor.get(customer.orders() + "?limit=1", customer.token())
                        .json()
                        .path("items")
                        .get(0)
                        .path("id")
                        .asText();
        assertThat(customer.state(declined)).isEqualTo("abandoned");
        assertThat(customer.act(declined, "checkout").json().path("checkoutUrl").asText())
                .startsWith("http");
        counter.buy(customer, declined);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"productId\": \"starter-1m\", \"thresholdMicro\": 0, \"capMinor\": 900}",
                "{\"productId\": \"starter-1m\", \"thresholdMicro\": -1, \"capMinor\": 900}",
                "{\"productId\": \"starter-1m\", \"thresholdMicro\": 1, \"capMinor\": 0}",
                "{\"productId\": \"starter-1m\", \"thresholdMicro\": 1, \"capMinor\": 299}",
                "{\"productId\": \"starter-1m\", \"thresholdMicro\": 1, \"capMinor\": 3.5}",
                "{\"productId\": \"nothing\", \"thresholdMicro\": 1, \"capMinor\": 900}",
                "{\"productId\": \"\", \"thresholdMicro\": 1, \"capMinor\": 900}",
                "{\"productId\": \"starter-1m\", \"thresholdMicro\": 10000000000000001, \"capMinor\": 900}"
            })
    void termsThatAreNoneAreRefused(String body) throws Exception {
        call("PUT", "", body).assertProblem(400);
        assertThat(setting().path("capMinor").asLong()).isEqualTo(100_000);
    }

    @Test
    void withoutACardItCantBeTurnedOn() throws Exception {
        Customer other = Customer.of(visitor);
        String at = "/v1/tenants/" + other.wallet().tenant() + "/auto-top-up";
        Answer none = visitor.call("POST", at + "/on", other.token(), null);
        assertThat(none.code()).isEqualTo("auto_top_up_no_card");
        Answer unset = visitor.call("POST", at + "/card", other.token(), null);
        assertThat(unset.code()).isEqualTo("auto_top_up_unset");
    }
}
