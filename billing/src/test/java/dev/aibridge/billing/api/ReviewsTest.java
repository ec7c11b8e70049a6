package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.stripe.SandboxShop;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Captured money that was not credited by itself, and what an admin decides about it.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SandboxShop.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ReviewsTest {

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Counter counter;
    private Customer customer;
    private String order;
    private String payment;
    private String admin;

    /// An order whose price was changed while its page was open: 3.00 were captured for 4.00.
    @BeforeEach
    void payTooLittle() throws Exception {
        visitor = new Visitor(base);
        admin = visitor.tokens().admin(UUID.randomUUID());
        counter = new Counter(visitor);
        counter.steer("webhooks", "{}");
        counter.steer("refunds", "{\"outcome\": \"succeeded\"}");
        customer = Customer.of(visitor);
        order = customer.order();
        visitor.books()
                .run(
                        "UPDATE billing.customer_order SET amount_minor = 400 WHERE id = ?::uuid",
                        order);
        payment = counter.pay(order);
        assertThat(customer.act(order, "confirm").json().path("state").asText())
                .isEqualTo("review");
    }

    @AfterEach
    void everyInvariantHolds() throws Exception {
        counter.awaitInbox();
        assertThat(visitor.books().broken()).isEmpty();
        counter.close();
        visitor.close();
    }

    private Answer decide(String what, String body) throws Exception {
        return visitor.call("POST", "/v1/admin/payments/" + payment + "/" + what, admin, body);
    }

    private Answer refund(String key) throws Exception {
        return visitor.call(
                "POST",
                "/v1/admin/payments/" + payment + "/refund",
                admin,
                "{\"reason\": \"too little\"}",
                key);
    }

    private Answer credit() throws Exception {
        return decide("credit", "{\"reason\": \"our fault\"}");
    }

    private JsonNode look() throws Exception {
        return visitor.get("/v1/admin/orders/" + order, admin).json();
    }

    private List<?> acts() throws Exception {
        return visitor.books()
                .rows("SELECT action, reason FROM audit.entry WHERE target = 'order:' || ?", order);
    }

    @Test
    void anAdminSeesItAmongTheOrdersInReview() throws Exception {
        JsonNode page = visitor.get("/v1/admin/orders?state=review&limit=1", admin).json();
        JsonNode found = page.at("/items/0");
        assertThat(found.at("/order/id").asText()).isEqualTo(order);
        assertThat(found.path("tenantId").asText())
                .isEqualTo(customer.wallet().tenant().toString());
        assertThat(found.at("/payments/0/id").asText()).isEqualTo(payment);
        assertThat(found.at("/payments/0/fault").asText()).isEqualTo("amount");
        visitor.get("/v1/admin/orders?state=paid_twice", admin).assertProblem(400);
    }

    @Test
    void anAdminCreditsItOnceAndItCanBeRefundedLikeAnyOther() throws Exception {
        assertThat(credit().status()).isEqualTo(204);
        assertThat(credit().status()).isEqualTo(204);
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
        assertThat(look().at("/order/state").asText()).isEqualTo("credited");
        assertThat(look().at("/payments/0/decidedAt").isNull()).isFalse();
        assertThat(acts()).isEqualTo(List.of(List.of("payment.credit", "our fault")));
        assertThat(refund("k").code()).isEqualTo("refund_not_in_review");
        assertThat(Counter.quote(customer, order, null).path("mostMinor").asLong())
                .as("what was captured, not what was ordered")
                .isEqualTo(300);
        assertThat(Counter.refund(customer, order, 300).status()).isEqualTo(201);
        assertThat(customer.posted()).isZero();
    }

    @Test
    void anAdminGivesItBackOnce() throws Exception {
        Answer refund = refund("k");
        assertThat(refund.status()).as(refund.raw().body()).isEqualTo(201);
        assertThat(refund.json().path("amountMinor").asLong()).isEqualTo(300);
        assertThat(refund.json().path("state").asText()).isEqualTo("succeeded");
        assertThat(refund("k").json().path("id")).isEqualTo(refund.json().path("id"));
        assertThat(refund("another").code()).isEqualTo("refund_nothing_left");
        assertThat(credit().code()).isEqualTo("refunded");
        assertThat(counter.refunds(payment)).hasSize(1);
        assertThat(customer.posted()).isZero();
        assertThat(acts()).isEqualTo(List.of(List.of("order.refund", "too little")));
    }

    @Test
    void anOrderWhoseMoneyWentBackIsOverAndCanBePaidAnew() throws Exception {
        refund("k");
        assertThat(look().at("/order/state").asText()).isEqualTo("abandoned");
        assertThat(look().at("/order/reviewReason").isNull()).isTrue();
        visitor.books()
                .run(
                        "UPDATE billing.customer_order SET amount_minor = 300 WHERE id = ?::uuid",
                        order);
        assertThat(customer.act(order, "checkout").json().path("state").asText())
                .isEqualTo("awaiting_payment");
        counter.buy(customer, order);
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
    }

    @Test
    void aRefundThatComesBackTakesTheOrderToTheAdminAgain() throws Exception {
        refund("k");
        String made = counter.refunds(payment).get(0).path("id").asText();
        counter.end(made, "failed");
        await().atMost(Counter.SOON)
                .until(() -> look().at("/order/state").asText().equals("review"));
        assertThat(look().at("/order/reviewReason").asText()).isEqualTo("amount");
    }

    @Test
    void aPaymentThatIsDisputedCanNotBeCredited() throws Exception {
        counter.dispute(order, "");
        await().atMost(Counter.SOON)
                .until(() -> look().at("/order/disputes/0/state").asText().equals("open"));
        assertThat(credit().code()).isEqualTo("refunded");
        assertThat(customer.posted()).isZero();
        assertThat(acts()).isEmpty();
    }

    @Test
    void aPaymentThatIsNotThereOrHasNoReasonIsRefused() throws Exception {
        decide("credit", "{}").assertProblem(400);
        decide("credit", "{\"reason\": \" \"}").assertProblem(400);
        decide("refund", "{\"reason\": \"\"}").assertProblem(400);
        payment = "pi_none";
        credit().assertProblem(404);
        refund("k").assertProblem(404);
    }

    @Test
    void moneyThatGoesBackOfItByHandTakesNoTokens() throws Exception {
        counter.refundByHand(payment, 100);
        counter.awaitInbox();
        await().atMost(Counter.SOON).until(() -> customer.look(order).path("refunds").size() == 1);
        assertThat(customer.look(order).at("/refunds/0/tokensMicro").asLong()).isZero();
        assertThat(refund("k").json().path("amountMinor").asLong()).isEqualTo(200);
    }
}
