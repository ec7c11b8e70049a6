package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.stripe.FakeStripe;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
class OrdersTest {

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

    @Test
    void anOrderThatIsPaidIsCreditedWhenItsCustomerIsBack() throws Exception {
        Answer placed = customer.order("team-50m", 2, "a form");
        assertThat(placed.status()).isEqualTo(201);
        String order = placed.json().get("id").asText();
        assertThat(placed.json().get("state").asText()).isEqualTo("awaiting_payment");
        assertThat(placed.json().get("checkoutUrl").asText())
                .isEqualTo(stripe.url() + "/pay/" + session(order));
        assertThat(placed.json().get("amountMinor").asLong()).isEqualTo(27_800);
        assertThat(customer.act(order, "confirm").json().get("state").asText())
                .isEqualTo("awaiting_payment");

        stripe.pay(session(order));
        for (int reloaded = 0; reloaded < 3; reloaded++) {
            JsonNode credited = customer.act(order, "confirm").json();
            assertThat(credited.get("state").asText()).isEqualTo("credited");
            assertThat(credited.get("creditedAt").isNull()).isFalse();
            assertThat(credited.get("checkoutUrl").isNull()).isTrue();
        }
        assertThat(
                        visitor.books()
                                .rows(
                                        "SELECT account, amount, unit FROM billing.entry WHERE tx_id ="
                                                + " (SELECT tx_id FROM billing.customer_order WHERE id = ?)",
                                        UUID.fromString(order)))
                .containsExactlyInAnyOrder(
                        List.of("issued", -100_000_000_000_000L, "token"),
                        List.of("promotion", -4_000_000_000_000L, "token"),
                        List.of("wallet:" + customer.wallet().id(), 104_000_000_000_000L, "token"),
                        List.of("stripe_clearing", 27_800L, "USD"),
                        List.of("deferred_revenue", -27_800L, "USD"));
    }

    @Test
    void stripeIsTheOnlyOneThatGetsToKnowTheCustomerAndOffersEveryMethodItHas() throws Exception {
        Answer placed =
                visitor.send(
                        visitor.request(customer.orders(), customer.token())
                                .header("content-type", "application/json")
                                .header(IdempotencyKey.HEADER, "k")
                                .header("accept-language", "zh-CN,zh;q=0.9,en;q=0.8")
                                .POST(
                                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                                """
                                                {"productId": "starter-1m", "quantity": 3}
                                                """)));
        String order = placed.json().get("id").asText();
        assertThat(stripe.parameters(session(order)))
                .containsEntry("mode", "payment")
                .containsEntry("client_reference_id", order)
                .containsEntry("metadata[order_id]", order)
                .containsEntry("line_items[0][price_data][unit_amount]", "300")
                .containsEntry("line_items[0][price_data][currency]", "usd")
                .containsEntry("line_items[0][quantity]", "3")
                .containsEntry("locale", "zh")
                .containsEntry(
                        "success_url",
                        "https://portal.example/orders/"
                                + order
                                + "/done?session={CHECKOUT_SESSION_ID}")
                .containsEntry(
                        "cancel_url", "https://portal.example/orders/" + order + "/cancelled")
                .containsKey("customer_email")
                .doesNotContainKey("payment_method_types[0]");
    }

    @Test
    void aFormThatIsSentTwentyTimesAtOnceMakesOneOrderAndOnePage() throws Exception {
        Callable<String> form =
                () ->
                        Visitor.untilItRan(() -> customer.order(Customer.PRODUCT, 1, "one form"))
                                .json()
                                .get("id")
                                .asText();
        Set<String> ids = new HashSet<>();
        try (ExecutorService tabs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> id :
                    tabs.invokeAll(IntStream.range(0, 20).mapToObj(_ -> form).toList())) {
                ids.add(id.get());
            }
        }
        assertThat(ids).hasSize(1);
        assertThat(stripe.of(ids.iterator().next())).hasSize(1);
    }

    @Test
    void aRequestKeyIsForOneWishOnly() throws Exception {
        customer.order(Customer.PRODUCT, 1, "k");
        Answer other = customer.order(Customer.PRODUCT, 2, "k");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"productId\": \"starter-1m\", \"quantity\": 0}",
                "{\"productId\": \"starter-1m\", \"quantity\": 101}",
                "{\"productId\": \"starter-1m\", \"quantity\": -1}",
                "{\"productId\": \"starter-1m\", \"quantity\": 1.5}",
                "{\"productId\": \"starter-1m\", \"quantity\": 99999999999}",
                "{\"productId\": \"starter-1m\"}",
                "{\"productId\": \"\", \"quantity\": 1}",
                "{\"productId\": \"' OR 1=1 --\", \"quantity\": 1}",
                "{\"productId\": \"starter-1m\", \"quantity\": 1, \"amountMinor\": 1}"
            })
    void aWishThatCanNotBeMeantIsRefused(String body) throws Exception {
        Answer refused = visitor.call("POST", customer.orders(), customer.token(), body);
        assertThat(refused.status()).as(refused.raw().body()).isEqualTo(400);
        assertThat(refused.header("content-type")).startsWith(Problem.TYPE);
        assertThat(
                        visitor.books()
                                .number(
                                        "SELECT count(*) FROM billing.customer_order WHERE tenant_id = ?",
                                        customer.wallet().tenant()))
                .isZero();
    }

    @Test
    void theSixthPageWithinAQuarterOfAnHourIsRefused() throws Exception {
        for (int i = 0; i < 5; i++) {
            customer.order();
        }
        Answer sixth = customer.order(Customer.PRODUCT, 1, "the sixth");
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.code()).isEqualTo("checkout_limit");
        assertThat(Long.parseLong(sixth.header("retry-after"))).isBetween(880L, 900L);
        assertThat(Customer.of(visitor).order(Customer.PRODUCT, 1, "another tenant's").status())
                .isEqualTo(201);
        visitor.books()
                .run(
                        "UPDATE billing.checkout c SET begun_at = begun_at - interval '15 minutes'"
                                + " FROM billing.customer_order o WHERE o.id = c.order_id AND o.tenant_id = ?",
                        customer.wallet().tenant());
        assertThat(customer.order(Customer.PRODUCT, 1, "the sixth").status()).isEqualTo(201);
    }

    @Test
    void anAnswerOfStripeThatIsLostIsAskedForAgainUnderTheSameKey() throws Exception {
        stripe.lose(2);
        Answer lost = customer.order(Customer.PRODUCT, 1, "k");
        assertThat(lost.status()).isEqualTo(503);
        assertThat(lost.code()).isEqualTo("payment_provider_unavailable");
        Answer again = customer.order(Customer.PRODUCT, 1, "k");
        String order = again.json().get("id").asText();
        assertThat(again.json().get("checkoutUrl").isNull()).isFalse();
        assertThat(stripe.of(order)).hasSize(1);
        assertThat(visitor.get(customer.orders(), customer.token()).json().get("items")).hasSize(1);
    }

    @Test
    void anOrderThatIsReopenedKeepsItsPageWhileItCanBePaid() throws Exception {
        String order = customer.order();
        Answer again = customer.act(order, "checkout");
        assertThat(again.json().get("checkoutUrl").asText()).endsWith(session(order));
        assertThat(stripe.of(order)).hasSize(1);
    }

    @Test
    void anOrderWhosePageRanOutIsAbandonedAndReopenedOnANewOne() throws Exception {
        String order = customer.order();
        stripe.runOut(session(order));
        assertThat(customer.act(order, "confirm").json().get("state").asText())
                .isEqualTo("abandoned");
        Answer again = customer.act(order, "checkout");
        assertThat(stripe.of(order)).hasSize(2);
        assertThat(again.json().get("state").asText()).isEqualTo("awaiting_payment");
        assertThat(again.json().get("checkoutUrl").asText()).endsWith(session(order));
        stripe.pay(session(order));
        assertThat(customer.act(order, "confirm").json().get("state").asText())
                .isEqualTo("credited");
    }

    @Test
    void aPageWithLittleTimeLeftIsEndedBeforeTheNextIsMade() throws Exception {
        String order = customer.order();
        String first = session(order);
        stripe.expiresIn(first, 60);
        customer.act(order, "checkout");
        assertThat(stripe.of(order)).hasSize(2);
        assertThat(stripe.isOpen(first)).isFalse();
        assertThat(stripe.isOpen(session(order))).isTrue();
    }

    @Test
    void anOrderThatIsCancelledCanNotBePaidUntilItIsReopened() throws Exception {
        String order = customer.order();
        String first = session(order);
        assertThat(customer.act(order, "cancel").json().get("state").asText())
                .isEqualTo("abandoned");
        assertThat(stripe.isOpen(first)).isFalse();
        assertThat(customer.act(order, "checkout").json().get("state").asText())
                .isEqualTo("awaiting_payment");
        assertThat(stripe.of(order)).hasSize(2);
    }

    @Test
    void aPaymentThatWasQuickerThanTheCancellationCounts() throws Exception {
        String order = customer.order();
        stripe.pay(session(order));
        assertThat(customer.act(order, "cancel").json().get("state").asText())
                .isEqualTo("credited");
        assertThat(customer.act(order, "checkout").json().get("checkoutUrl").isNull()).isTrue();
        assertThat(stripe.of(order)).hasSize(1);
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
    }

    @Test
    void aSlowMethodIsAwaitedAndCreditedWhenItIsThrough() throws Exception {
        String order = customer.order();
        stripe.payLater(session(order));
        assertThat(customer.act(order, "confirm").json().get("state").asText())
                .isEqualTo("awaiting_payment");
        customer.act(order, "checkout");
        assertThat(stripe.of(order)).as("no second page while one is being paid").hasSize(1);
        stripe.pay(session(order));
        assertThat(customer.act(order, "confirm").json().get("state").asText())
                .isEqualTo("credited");
    }

    @Test
    void aSlowMethodThatFailsLeavesTheOrderToBePaidAnew() throws Exception {
        String order = customer.order();
        stripe.payLater(session(order));
        stripe.fail(session(order));
        assertThat(customer.act(order, "confirm").json().get("state").asText())
                .isEqualTo("abandoned");
        customer.act(order, "checkout");
        stripe.pay(session(order));
        customer.act(order, "confirm");
        assertThat(customer.state(order)).isEqualTo("credited");
    }

    @Test
    void anOrderIsForeignToEverybodyElse() throws Exception {
        String order = customer.order();
        Customer other = Customer.of(visitor);
        for (String verb : List.of("checkout", "confirm", "cancel")) {
            assertThat(other.act(order, verb).status()).isEqualTo(404);
            assertThat(
                            visitor.call(
                                            "POST",
                                            customer.orders() + "/" + order + "/" + verb,
                                            other.token(),
                                            null)
                                    .status())
                    .isEqualTo(404);
        }
        assertThat(visitor.get(other.orders() + "/" + order, other.token()).status())
                .isEqualTo(404);
        assertThat(stripe.isOpen(session(order))).isTrue();
    }

    @Test
    void ordersArePagedNewestFirst() throws Exception {
        List<String> placed = List.of(customer.order(), customer.order(), customer.order());
        JsonNode first = visitor.get(customer.orders() + "?limit=2", customer.token()).json();
        assertThat(first.get("items").get(0).get("id").asText()).isEqualTo(placed.get(2));
        assertThat(first.get("items").get(1).get("id").asText()).isEqualTo(placed.get(1));
        JsonNode second =
                visitor.get(
                                customer.orders() + "?limit=2&before=" + first.get("next").asText(),
                                customer.token())
                        .json();
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.get("items").get(0).get("id").asText()).isEqualTo(placed.get(0));
        assertThat(second.get("next").isNull()).isTrue();
    }
}
