package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.stripe.SandboxShop;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The ledger beside the sandbox Stripe's balance.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SandboxShop.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ReconciliationTest extends RefundBench {

    private static final String RUNS = "/v1/admin/reconciliation/runs";
    private static final String FINDINGS = "/v1/admin/reconciliation/findings";

    /// 2.9 % of 3.00 USD and 0.30.
    private static final long FEE = 39;

    private String admin;

    @BeforeEach
    void signIn() {
        admin = visitor.tokens().admin(UUID.randomUUID());
    }

    private JsonNode run() throws Exception {
        Answer run = visitor.call("POST", RUNS, admin, null);
        assertThat(run.status()).as(run.raw().body()).isEqualTo(201);
        assertThat(run.json().path("endedAt").isNull()).isFalse();
        return run.json();
    }

    private List<?> findings(String subject) throws Exception {
        return visitor.books()
                .rows(
                        "SELECT kind, unit, ours::bigint, theirs::bigint, gone_at IS NULL FROM billing.finding"
                                + " WHERE subject = ?",
                        subject);
    }

    private List<?> fees() throws Exception {
        return visitor.books()
                .rows(
                        "SELECT e.account, e.amount FROM billing.entry e JOIN billing.transaction t ON t.id = e.tx_id"
                                + " WHERE t.kind = 'charge_fee' AND t.reason = 'payment ' || ? ORDER BY 1",
                        payment);
    }

    @Test
    void whatStripeKeptIsBookedOnceAndEverythingAgrees() throws Exception {
        Counter.refund(customer, order, 100);
        String dispute = counter.dispute(order, ", \"amount\": 50");
        counter.awaitInbox();
        JsonNode first = run();
        assertThat(first.path("compared").asLong()).isGreaterThanOrEqualTo(4);
        counter.decide(dispute, "lost");
        counter.awaitInbox();
        run();
        assertThat(fees())
                .isEqualTo(List.of(List.of("stripe_clearing", -FEE), List.of("stripe_fees", FEE)));
        assertThat(findings("payment " + payment)).isEmpty();
        for (JsonNode refund : counter.refunds(payment)) {
            assertThat(findings("refund " + refund.path("id").asText())).isEmpty();
        }
        assertThat(clearing()).isEqualTo(balance());
    }

    /// What our books have at Stripe for this payment.
    private long clearing() throws Exception {
        return visitor.books()
                .number(
                        "SELECT sum(e.amount) FROM billing.entry e JOIN billing.transaction t ON t.id = e.tx_id"
                                + " WHERE e.account = 'stripe_clearing' AND (t.reason = 'payment ' || ?"
                                + " OR t.reason IN (SELECT 'refund ' || stripe_id FROM billing.refund WHERE payment_id = ?)"
                                + " OR t.reason IN (SELECT 'dispute ' || id FROM billing.dispute WHERE payment_id = ?))",
                        payment,
                        payment,
                        payment);
    }

    private long balance() throws Exception {
        return visitor.books()
                .number(
                        "SELECT sum(amount_minor - fee_minor) FROM billing.stripe_balance WHERE payment_id = ?",
                        payment);
    }

    @Test
    void whatIsMissingHereIsBookedAndStaysWrittenDown() throws Exception {
        counter.awaitInbox();
        counter.steer("webhooks", "{\"drop\": true}");
        String refund = counter.refundByHand(payment, 300);
        run();
        assertThat(findings("refund " + refund))
                .isEqualTo(List.of(Arrays.asList("missing_here", "USD", null, 300L, false)));
        assertThat(only().path("state").asText()).isEqualTo("succeeded");
        assertThat(customer.posted()).isZero();
    }

    @Test
    void whatStripeDoesNotHaveIsFoundAndSettledByAnAdmin() throws Exception {
        String never = "pi_" + UUID.randomUUID();
        visitor.books()
                .run(
                        "INSERT INTO billing.payment (id, order_id, session_id, amount_minor, currency, credited,"
                                + " fault, seen_at) VALUES (?, ?, ?, 300, 'USD', false, 'mode', now())",
                        never,
                        visitor.thing(customer.wallet()),
                        never);
        run();
        JsonNode found = open("payment " + never);
        assertThat(found.path("kind").asText()).isEqualTo("missing_there");
        assertThat(found.path("ours").asLong()).isEqualTo(300);
        assertThat(found.path("theirs").isNull()).isTrue();

        String path = FINDINGS + "/" + found.path("id").asText() + "/resolve";
        visitor.call("POST", path, admin, "{\"note\": \" \"}").assertProblem(400);
        Answer resolved = visitor.call("POST", path, admin, "{\"note\": \"made by hand\"}");
        assertThat(resolved.json().path("note").asText()).isEqualTo("made by hand");
        visitor.call("POST", path, admin, "{\"note\": \"again\"}");
        run();
        assertThat(visitor.get(FINDINGS + "?open=true&limit=200", admin).raw().body())
                .doesNotContain(never);
        assertThat(
                        visitor.books()
                                .rows(
                                        "SELECT action, reason FROM audit.entry WHERE target = ?",
                                        "finding:" + found.path("id").asText()))
                .isEqualTo(List.of(List.of("finding.resolve", "made by hand")));
    }

    private JsonNode open(String subject) throws Exception {
        JsonNode open = visitor.get(FINDINGS + "?open=true&limit=200", admin).json();
        for (JsonNode one : open.path("items")) {
            if (one.path("subject").asText().equals(subject)) {
                return one;
            }
        }
        throw new AssertionError(subject + " is not in " + open);
    }

    @Test
    void anAmountThatDiffersIsFoundUntilItAgrees() throws Exception {
        run();
        String differ =
                "UPDATE billing.stripe_balance SET amount_minor = amount_minor + ? WHERE payment_id = ?";
        visitor.books().run(differ, 1, payment);
        run();
        assertThat(findings("payment " + payment))
                .isEqualTo(List.of(List.of("amount_differs", "USD", 300L, 301L, true)));
        visitor.books().run(differ, -1, payment);
        run();
        assertThat(findings("payment " + payment))
                .isEqualTo(List.of(List.of("amount_differs", "USD", 300L, 301L, false)));
    }

    @Test
    void othersPaymentsOfTheSameAccountAreRememberedAndNoFindings() throws Exception {
        JsonNode session =
                counter.api(
                        "POST",
                        "checkout/sessions",
                        "mode=payment&success_url=https://other.example/done"
                                + "&line_items[0][price_data][currency]=usd"
                                + "&line_items[0][price_data][unit_amount]=700"
                                + "&line_items[0][price_data][product_data][name]=a+lamp"
                                + "&line_items[0][quantity]=1");
        String paid =
                counter.steer("pay", "{\"session\": \"%s\"}".formatted(session.path("id").asText()))
                        .path("payment_intent")
                        .asText();
        assertThat(paid).startsWith("pi_");
        run();
        assertThat(
                        visitor.books()
                                .number(
                                        "SELECT count(*) FROM billing.foreign_payment WHERE id = ?",
                                        paid))
                .isOne();
        assertThat(findings("payment " + paid)).isEmpty();
        assertThat(
                        visitor.books()
                                .number("SELECT count(*) FROM billing.payment WHERE id = ?", paid))
                .isZero();
    }

    @Test
    void oneReplicaComparesAtATime() throws Exception {
        try (var connection = visitor.books().owner().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(4242014)");
            Answer busy = visitor.call("POST", RUNS, admin, null);
            busy.assertProblem(409);
            assertThat(busy.code()).isEqualTo("reconciliation_running");
            statement.execute("SELECT pg_advisory_unlock(4242014)");
        }
        run();
    }

    @Test
    void aStripeThatDoesNotAnswerIsWrittenDown() throws Exception {
        counter.steer(
                "faults",
                "{\"fault\": \"status\", \"code\": 500, \"times\": 4, \"method\": \"GET\","
                        + " \"path\": \"/v1/balance_transactions\"}");
        try {
            visitor.call("POST", RUNS, admin, null).assertProblem(503);
        } finally {
            counter.dropFaults();
        }
        JsonNode last = visitor.get(RUNS + "?limit=1", admin).json().at("/items/0");
        assertThat(last.path("endedAt").isNull()).isTrue();
        assertThat(last.path("failure").asText()).contains("Stripe");
        assertThat(visitor.get(RUNS + "?limit=1", admin).json().path("next").asText())
                .isEqualTo(last.path("id").asText());
    }
}
