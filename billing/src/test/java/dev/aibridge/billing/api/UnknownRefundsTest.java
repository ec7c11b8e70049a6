package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.refunds.UnknownRefunds;
import dev.aibridge.billing.stripe.SandboxShop;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Refunds of which Stripe does not say, or says no.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SandboxShop.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class UnknownRefundsTest extends RefundBench {

    @Inject UnknownRefunds unknown;

    /// Has the reconciler look for a refund whose answer got lost.
    private void lookForIt() throws Exception {
        visitor.books().run("UPDATE billing.refund SET look_at = now() WHERE state = 'asked'");
        unknown.look();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"fault\": \"reset\", \"after_work\": true, \"times\": 6}",
                "{\"fault\": \"reset\", \"times\": 6}",
                "{\"fault\": \"status\", \"code\": 500, \"after_work\": true, \"sticky\": true, \"times\": 2}",
                "{\"fault\": \"status\", \"code\": 503, \"times\": 2}",
                "{\"fault\": \"status\", \"code\": 429, \"times\": 2}"
            })
    void anOutcomeThatNobodyKnowsKeepsTheTokensUntilStripeSays(String fault) throws Exception {
        buyAnotherUnheard();
        counter.steer(
                "faults", fault.replace("}", ", \"method\": \"POST\", \"path\": \"/v1/refunds\"}"));

        Answer refund = Counter.refund(customer, order, 300);

        assertThat(refund.status()).isEqualTo(201);
        assertThat(refund.json().path("state").asText()).isEqualTo("asked");
        assertThat(customer.posted()).isZero();
        assertThat(customer.look(order).path("standing").asText()).isEqualTo("refund_pending");
        counter.dropFaults();
        lookForIt();
        assertThat(state()).isEqualTo("succeeded");
        assertThat(counter.refunds(payment)).hasSize(1);
        assertThat(customer.posted()).isZero();
    }

    @Test
    void aRefundThatStripeNeverMadeIsGivenUpWhenStripeHasForgottenItsKey() throws Exception {
        counter.steer(
                "faults",
                "{\"fault\": \"status\", \"code\": 500, \"times\": 2, \"method\": \"POST\", \"path\": \"/v1/refunds\"}");
        Counter.refund(customer, order, 300);
        assertThat(state()).isEqualTo("asked");
        counter.dropFaults();
        visitor.books()
                .run(
                        "UPDATE billing.refund SET asked_at = now() - interval '24 hours' WHERE state = 'asked'");

        lookForIt();

        assertThat(state()).isEqualTo("failed");
        assertThat(only().path("failure").asText()).isEqualTo("never_made");
        assertThat(counter.refunds(payment)).isEmpty();
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
    }

    @Test
    void whatStripeRefusesComesBackAndTheRefundByHandThatWasQuickerIsTakenOver() throws Exception {
        buyAnotherUnheard();
        counter.steer("webhooks", "{\"hold\": true}");
        counter.refundByHand(payment, 300);

        Answer refund = Counter.refund(customer, order, 300);

        assertThat(refund.json().path("state").asText()).isEqualTo("failed");
        assertThat(refund.json().path("failure").asText()).isEqualTo("refused_by_stripe");
        assertThat(customer.posted()).isEqualTo(Customer.TOKENS);
        counter.steer("release", "{}");
        await().atMost(Counter.SOON).until(() -> customer.posted() == 0);
        assertThat(customer.look(order).path("standing").asText()).isEqualTo("refunded");
    }

    @Test
    void aRefundByHandThatComesWhileOursIsUnknownTakesTheTokensThatOursGivesBack()
            throws Exception {
        counter.steer(
                "faults",
                "{\"fault\": \"status\", \"code\": 500, \"times\": 2, \"method\": \"POST\", \"path\": \"/v1/refunds\"}");
        Counter.refund(customer, order, 300);
        counter.dropFaults();
        counter.refundByHand(payment, 300);
        counter.awaitInbox();
        await().atMost(Counter.SOON).until(() -> customer.look(order).path("refunds").size() == 2);

        lookForIt();

        assertThat(customer.posted()).isZero();
        assertThat(
                        visitor.books()
                                .number(
                                        "SELECT debt FROM billing.wallet WHERE id = ?",
                                        customer.wallet().id()))
                .isZero();
    }
}
