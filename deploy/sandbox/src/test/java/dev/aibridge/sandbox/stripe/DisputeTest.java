package dev.aibridge.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
import com.stripe.model.Refund;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.RefundCreateParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Disputes, and the balance transactions of all that moves money.
class DisputeTest {

    private static final String CARD = "4242424242424242";

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

    @ParameterizedTest
    @CsvSource({
        "4000000000000259, fraudulent, needs_response, -2500",
        "4000000000002685, product_not_received, needs_response, -2500",
        "4000000000001976, fraudulent, warning_needs_response, 0"
    })
    void aTestCardIsDisputedByItself(String card, String reason, String status, long taken)
            throws StripeException {
        Charge charge = pay(card);

        Dispute dispute = dispute(charge);

        assertThat(charge.getDisputed()).isTrue();
        assertThat(dispute.getReason()).isEqualTo(reason);
        assertThat(dispute.getStatus()).isEqualTo(status);
        assertThat(dispute.getAmount()).isEqualTo(2_500);
        assertThat(dispute.getPaymentIntent()).isEqualTo(charge.getPaymentIntent());
        assertThat(
                        dispute.getBalanceTransactions().stream()
                                .mapToLong(BalanceTransaction::getAmount)
                                .sum())
                .isEqualTo(taken);
    }

    @Test
    void aDisputedChargeIsNotRefundableUntilTheDisputeIsWon() throws StripeException {
        Charge charge = pay(CARD);
        String dispute = open(charge, "");

        assertThatThrownBy(() -> refund(charge, 100))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        no -> {
                            assertThat(no.getCode()).isEqualTo("charge_disputed");
                            assertThat(no.getMessage()).contains("has been charged back");
                        });

        decide(dispute, "won");
        assertThat(refund(charge, 100).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aLostChargeAndOneThatIsGivenUpStayLost() throws StripeException {
        Charge charge = pay(CARD);
        String dispute = open(charge, "");

        Dispute closed = bench.client.v1().disputes().close(dispute);

        assertThat(closed.getStatus()).isEqualTo("lost");
        assertThatThrownBy(() -> refund(charge, 100)).hasMessageContaining("charged back");
        assertThatThrownBy(() -> bench.client.v1().disputes().close(dispute))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("already closed");
        assertThat(decide(dispute, "won")).isEqualTo(409);
    }

    @Test
    void whatHappensIsToldInStripesWords() throws StripeException {
        Charge charge = pay(CARD);
        String dispute = open(charge, "");
        decide(dispute, "under_review");
        decide(dispute, "won");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(bench.receiver.events())
                                        .extracting(Event::getType)
                                        .contains(
                                                "charge.dispute.created",
                                                "charge.dispute.funds_withdrawn",
                                                "charge.dispute.updated",
                                                "charge.dispute.funds_reinstated",
                                                "charge.dispute.closed"));
        assertThat(
                        bench.receiver
                                .events("charge.dispute.closed")
                                .getFirst()
                                .getDataObjectDeserializer()
                                .getObject())
                .as("Stripe's library knows the event's object")
                .get()
                .isInstanceOf(Dispute.class);
    }

    @Test
    void anInquiryMovesNoMoneyAndCanBeSettledByARefund() throws StripeException {
        Charge charge = pay(CARD);
        String dispute = open(charge, ",\"inquiry\":true");

        assertThat(refund(charge, 2_500).getStatus()).isEqualTo("succeeded");
        decide(dispute, "lost");

        assertThat(bench.client.v1().disputes().retrieve(dispute).getStatus())
                .isEqualTo("warning_closed");
        assertThat(types()).containsExactlyInAnyOrder("charge", "refund");
    }

    @Test
    void everyMovementIsABalanceTransactionAndTheBalanceIsTheirSum() throws StripeException {
        Charge charge = pay(CARD);
        refund(charge, 500);
        decide(open(charge, ",\"amount\":1500"), "won");

        List<BalanceTransaction> all = inPagesOfOne(4);

        assertThat(all)
                .extracting(BalanceTransaction::getReportingCategory)
                .containsExactly("dispute_reversal", "dispute", "refund", "charge");
        assertThat(all)
                .extracting(BalanceTransaction::getAmount)
                .containsExactly(1_500L, -1_500L, -500L, 2_500L);
        assertThat(all)
                .extracting(BalanceTransaction::getFee)
                .containsExactly(0L, 1_500L, 0L, 103L);
        assertThat(all).allMatch(one -> one.getNet() == one.getAmount() - one.getFee());
        assertThat(
                        bench.client
                                .v1()
                                .balanceTransactions()
                                .list(
                                        BalanceTransactionListParams.builder()
                                                .setType("adjustment")
                                                .build())
                                .getData())
                .hasSize(2);
    }

    @Test
    void whatIsNotCapturedCanNotBeDisputed() throws StripeException {
        String session =
                bench.client.v1().checkout().sessions().create(Bench.packs().build()).getId();

        assertThat(bench.controlAnswer("dispute", "{\"session\":\"" + session + "\"}").statusCode())
                .isEqualTo(409);
        assertThat(bench.controlAnswer("dispute", "{\"session\":\"cs_none\"}").statusCode())
                .isEqualTo(404);
    }

    private static List<BalanceTransaction> inPagesOfOne(int pages) throws StripeException {
        List<BalanceTransaction> all = new ArrayList<>();
        @Nullable String last = null;
        for (int page = 0; page < pages; page++) {
            List<BalanceTransaction> one =
                    bench.client
                            .v1()
                            .balanceTransactions()
                            .list(
                                    BalanceTransactionListParams.builder()
                                            .setLimit(1L)
                                            .setStartingAfter(last)
                                            .build())
                            .getData();
            all.addAll(one);
            last = one.getFirst().getId();
        }
        return all;
    }

    private static List<String> types() throws StripeException {
        return bench.client.v1().balanceTransactions().list().getData().stream()
                .map(BalanceTransaction::getType)
                .toList();
    }

    private static Charge pay(String card) throws StripeException {
        String id = bench.client.v1().checkout().sessions().create(Bench.packs().build()).getId();
        bench.control("pay", "{\"session\":\"" + id + "\",\"card\":\"" + card + "\"}");
        return bench.client.v1().charges().list().getData().getFirst();
    }

    private static Dispute dispute(Charge charge) throws StripeException {
        return bench.client
                .v1()
                .disputes()
                .list(DisputeListParams.builder().setCharge(charge.getId()).build())
                .getData()
                .getFirst();
    }

    private static String open(Charge charge, String how) throws StripeException {
        String session =
                bench.client.v1().checkout().sessions().list().getData().getFirst().getId();
        bench.control("dispute", "{\"session\":\"" + session + "\"" + how + "}");
        return dispute(charge).getId();
    }

    private static int decide(String dispute, String outcome) {
        return bench.controlAnswer(
                        "decide",
                        "{\"dispute\":\"" + dispute + "\",\"outcome\":\"" + outcome + "\"}")
                .statusCode();
    }

    private static Refund refund(Charge charge, long amount) throws StripeException {
        return bench.client
                .v1()
                .refunds()
                .create(
                        RefundCreateParams.builder()
                                .setCharge(charge.getId())
                                .setAmount(amount)
                                .build());
    }
}
