package dev.aibridge.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Customer;
import com.stripe.model.Event;
import com.stripe.model.Refund;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Refunds and customers.
class MoneyBackTest {

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
    void partsGoBackButNeverMoreThanWasCaptured() throws StripeException {
        String charge = paidCharge();

        Refund first = refund(charge, 1_000L);

        assertThat(first.getStatus()).isEqualTo("succeeded");
        assertThat(charge(charge).getAmountRefunded()).isEqualTo(1_000);
        assertThat(charge(charge).getRefunded()).isFalse();
        assertThatThrownBy(() -> refund(charge, 1_501L))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(
                        "Refund amount ($15.01) is greater than unrefunded amount on charge ($15.00)");
        assertThat(refund(charge, null).getAmount()).isEqualTo(1_500);
        assertThat(charge(charge).getRefunded()).isTrue();
        assertThatThrownBy(() -> refund(charge, 1L))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        no -> assertThat(no.getCode()).isEqualTo("charge_already_refunded"));
        assertThat(
                        bench.client
                                .v1()
                                .refunds()
                                .list(RefundListParams.builder().setCharge(charge).build())
                                .getData())
                .hasSize(2);
    }

    @Test
    void aRefundThatFailsGivesTheAmountBackToTheCharge() throws StripeException {
        String charge = paidCharge();
        Refund refund = refund(charge, 500L);

        bench.control("refund", "{\"refund\":\"" + refund.getId() + "\",\"outcome\":\"failed\"}");

        Refund failed = bench.client.v1().refunds().retrieve(refund.getId());
        assertThat(failed.getStatus()).isEqualTo("failed");
        assertThat(failed.getFailureReason()).isNotEmpty();
        assertThat(charge(charge).getAmountRefunded()).isZero();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(bench.receiver.events())
                                        .extracting(Event::getType)
                                        .contains(
                                                "refund.created",
                                                "charge.refunded",
                                                "refund.updated",
                                                "refund.failed"));
        assertThat(
                        bench.controlAnswer(
                                        "refund",
                                        "{\"refund\":\""
                                                + refund.getId()
                                                + "\",\"outcome\":\"succeeded\"}")
                                .statusCode())
                .isEqualTo(409);
    }

    @Test
    void refundsArePendingOrFailAtOnceWhenSwitchedSo() throws StripeException {
        String charge = paidCharge();
        bench.control("refunds", "{\"outcome\":\"pending\"}");
        Refund pending = refund(charge, 500L);
        assertThat(pending.getStatus()).isEqualTo("pending");

        bench.control(
                "refund", "{\"refund\":\"" + pending.getId() + "\",\"outcome\":\"succeeded\"}");
        bench.control("refunds", "{\"outcome\":\"failed\"}");

        assertThat(bench.client.v1().refunds().retrieve(pending.getId()).getStatus())
                .isEqualTo("succeeded");
        assertThat(refund(charge, 100L).getStatus()).isEqualTo("failed");
        assertThat(charge(charge).getAmountRefunded()).isEqualTo(500);
    }

    @Test
    void aFailedChargeIsNotRefundable() throws StripeException {
        String id = bench.client.v1().checkout().sessions().create(Bench.packs().build()).getId();
        bench.control("pay", "{\"session\":\"" + id + "\",\"card\":\"4000000000000002\"}");
        String charge = bench.client.v1().charges().list().getData().getFirst().getId();

        assertThatThrownBy(() -> refund(charge, 100L))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("has not been captured");
    }

    @Test
    void aCustomerIsMadeChangedAndNamedInASession() throws StripeException {
        Customer customer =
                bench.client
                        .v1()
                        .customers()
                        .create(
                                CustomerCreateParams.builder()
                                        .setEmail("ada@example.com")
                                        .putMetadata("tenant", "1")
                                        .build());

        bench.client
                .v1()
                .customers()
                .update(
                        customer.getId(),
                        CustomerUpdateParams.builder()
                                .setName("Ada")
                                .putMetadata("tenant", "")
                                .putMetadata("plan", "x")
                                .build());

        Customer changed = bench.client.v1().customers().retrieve(customer.getId());
        assertThat(changed.getName()).isEqualTo("Ada");
        assertThat(changed.getEmail()).isEqualTo("ada@example.com");
        assertThat(changed.getMetadata()).isEqualTo(Map.of("plan", "x"));
        assertThat(
                        bench.client
                                .v1()
                                .checkout()
                                .sessions()
                                .create(
                                        Bench.packs()
                                                .setCustomerEmail(null)
                                                .setCustomer(customer.getId())
                                                .addExpand("customer")
                                                .build())
                                .getCustomerObject()
                                .getName())
                .isEqualTo("Ada");
    }

    private static String paidCharge() throws StripeException {
        String id = bench.client.v1().checkout().sessions().create(Bench.packs().build()).getId();
        bench.control("pay", "{\"session\":\"" + id + "\"}");
        return bench.client.v1().charges().list().getData().getFirst().getId();
    }

    private static Charge charge(String id) throws StripeException {
        return bench.client.v1().charges().retrieve(id);
    }

    private static Refund refund(String charge, @Nullable Long amount) throws StripeException {
        return bench.client
                .v1()
                .refunds()
                .create(RefundCreateParams.builder().setCharge(charge).setAmount(amount).build());
    }
}
