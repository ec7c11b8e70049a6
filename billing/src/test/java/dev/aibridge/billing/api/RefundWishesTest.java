package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.stripe.SandboxShop;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may ask for refunds, how often, and in which words.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SandboxShop.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class RefundWishesTest extends RefundBench {

    @Test
    void aFormThatIsSentTwiceMakesOneRefund() throws Exception {
        Answer first = Counter.refund(customer, order, 100, "k");
        Answer again = Counter.refund(customer, order, 100, "k");
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(counter.refunds(payment)).hasSize(1);
        assertThat(Counter.refund(customer, order, 101, "k").code())
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void theFourthRefundWithinThirtyDaysIsSupports() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(Counter.refund(customer, order, 10).status()).isEqualTo(201);
        }
        Answer fourth = Counter.refund(customer, order, 10);
        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.code()).isEqualTo("refund_limit");
        assertThat(Long.parseLong(fourth.header("retry-after")))
                .isBetween(30 * 86_400L - 60, 30 * 86_400L);
        assertThat(counter.adminRefund(order, 10, "by support").status()).isEqualTo(201);
        assertThat(
                        visitor.books()
                                .rows(
                                        "SELECT action, reason FROM audit.entry WHERE target = 'order:' || ?",
                                        order))
                .containsExactly(List.of("order.refund", "by support"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"amountMinor\": 0, \"currency\": \"USD\"}",
                "{\"amountMinor\": -1, \"currency\": \"USD\"}",
                "{\"amountMinor\": 1.5, \"currency\": \"USD\"}",
                "{\"amountMinor\": \"1\", \"currency\": \"USD\"}",
                "{\"amountMinor\": 100000000, \"currency\": \"USD\"}",
                "{\"amountMinor\": 99999999999999999999, \"currency\": \"USD\"}",
                "{\"amountMinor\": 1, \"currency\": \"EUR\"}",
                "{\"amountMinor\": 1, \"currency\": \"\"}",
                "{\"amountMinor\": 1}"
            })
    void aWishThatCanNotBeMeantIsRefused(String body) throws Exception {
        visitor.call("POST", customer.orders() + "/" + order + "/refunds", customer.token(), body)
                .assertProblem(400);
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
        assertThat(counter.refunds(payment)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1e3", "99999999999999999999", "x"})
    void aQuoteForWhatCanNotBeMeantIsRefused(String amount) throws Exception {
        visitor.get(
                        customer.orders() + "/" + order + "/refunds/quote?amountMinor=" + amount,
                        customer.token())
                .assertProblem(400);
    }

    @Test
    void nobodyElseGetsItBack() throws Exception {
        Customer other = Customer.of(visitor);
        Counter.refund(other, order, 10).assertProblem(404);
        visitor.call(
                        "POST",
                        customer.orders() + "/" + order + "/refunds",
                        other.token(),
                        "{\"amountMinor\": 1, \"currency\": \"USD\"}")
                .assertProblem(404);
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
    }

    @Test
    void anOrderThatWasNotPaidHasNothingToGiveBack() throws Exception {
        String unpaid = customer.order();
        assertThat(Counter.quote(customer, unpaid, null).path("no").asText())
                .isEqualTo("not_credited");
        assertThat(Counter.refund(customer, unpaid, 1).code()).isEqualTo("refund_not_credited");
    }
}
