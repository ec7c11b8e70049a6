package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.books.Agency;
import dev.aibridge.billing.books.Take;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.returns.Reconciler;
import dev.aibridge.billing.stripe.SandboxShop;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Payments that are disputed at the bank, by the sandbox Stripe's webhooks and without them.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SandboxShop.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class DisputesTest {

    private static final long HALF = Customer.TOKENS / 2;

    @TestHTTPResource URI base;

    @Inject Reconciler reconciler;

    private Visitor visitor;
    private Counter counter;
    private Customer customer;
    private String order;

    @BeforeEach
    void buy() throws Exception {
        visitor = new Visitor(base);
        counter = new Counter(visitor);
        counter.steer("webhooks", "{}");
        counter.steer("refunds", "{\"outcome\": \"succeeded\"}");
        customer = Customer.of(visitor);
        order = customer.order();
        counter.buy(customer, order);
    }

    @AfterEach
    void everyInvariantHolds() throws Exception {
        counter.awaitInbox();
        assertThat(visitor.books().broken()).isEmpty();
        counter.close();
        visitor.close();
    }

    private void awaitState(String state) {
        await().atMost(Counter.SOON)
                .until(() -> customer.look(order).at("/disputes/0/state").asText().equals(state));
    }

    /// posted, frozen, to be frozen, owed.
    private List<?> wallet() throws Exception {
        return visitor.books()
                .rows(
                        "SELECT posted, frozen, freeze_due, debt FROM billing.wallet WHERE id = ?",
                        customer.wallet().id())
                .getFirst();
    }

    private String outcomeOfATake() throws Exception {
        return visitor.books().take(visitor.books().holder(), customer.wallet().id(), 1).outcome();
    }

    private List<?> money(String dispute) throws Exception {
        return visitor.books()
                .rows(
                        "SELECT e.account, sum(e.amount)::bigint FROM billing.entry e"
                                + " JOIN billing.transaction t ON t.id = e.tx_id"
                                + " WHERE t.reason = 'dispute ' || ? AND e.unit = 'USD'"
                                + " GROUP BY 1 HAVING sum(e.amount) <> 0 ORDER BY 1",
                        dispute);
    }

    @Test
    void whatIsLeftIsFrozenAndFreeAgainWhenTheDisputeIsWon() throws Exception {
        String dispute = counter.dispute(order, "");
        awaitState("open");
        assertThat(wallet()).isEqualTo(List.of(Customer.TOKENS, Customer.TOKENS, 0L, 0L));
        assertThat(outcomeOfATake()).isEqualTo("broke");
        assertThat(customer.look(order).path("standing").asText()).isEqualTo("disputed");
        assertThat(Counter.quote(customer, order, null).path("no").asText()).isEqualTo("disputed");
        assertThat(Counter.refund(customer, order, 1).code()).isEqualTo("refund_disputed");

        counter.steer("webhooks", "{\"copies\": 10, \"jitter_ms\": 200}");
        counter.decide(dispute, "won");

        awaitState("won");
        counter.awaitInbox();
        assertThat(wallet()).isEqualTo(List.of(Customer.TOKENS, 0L, 0L, 0L));
        assertThat(money(dispute))
                .isEqualTo(
                        List.of(
                                List.of("stripe_clearing", -1_500L),
                                List.of("stripe_fees", 1_500L)));
        assertThat(Counter.refund(customer, order, 300).status()).isEqualTo(201);
    }

    @Test
    void whatIsSpentIsOwedAndSuspendsTheWalletUntilTheNextTopUp() throws Exception {
        counter.spend(customer, HALF);
        String dispute = counter.dispute(order, "");
        awaitState("open");
        assertThat(wallet()).isEqualTo(List.of(HALF, HALF, 0L, HALF));
        assertThat(outcomeOfATake()).isEqualTo("suspended");

        counter.buy(customer, customer.order());

        assertThat(wallet()).isEqualTo(List.of(Customer.TOKENS, HALF, 0L, 0L));
        assertThat(outcomeOfATake()).isEqualTo("granted");
        counter.decide(dispute, "won");
        awaitState("won");
        assertThat(wallet()).isEqualTo(List.of(HALF + Customer.TOKENS, 0L, 0L, 0L));
    }

    @Test
    void whatIsLostIsTakenAndBookedAsALoss() throws Exception {
        counter.spend(customer, HALF);
        String dispute = counter.dispute(order, "");
        awaitState("open");

        counter.decide(dispute, "lost");

        awaitState("lost");
        counter.awaitInbox();
        assertThat(wallet()).isEqualTo(List.of(0L, 0L, 0L, HALF));
        assertThat(customer.look(order).path("standing").asText()).isEqualTo("charged_back");
        assertThat(money(dispute))
                .isEqualTo(
                        List.of(
                                List.of("dispute_loss", 300L),
                                List.of("stripe_clearing", -1_800L),
                                List.of("stripe_fees", 1_500L)));
    }

    @Test
    void whatLeasesGiveBackIsFrozenThen() throws Exception {
        UUID holder = visitor.books().holder();
        Take taken = visitor.books().take(holder, customer.wallet().id(), HALF);
        long leased = taken.granted();
        counter.dispute(order, "");
        awaitState("open");
        assertThat(wallet())
                .isEqualTo(List.of(Customer.TOKENS, Customer.TOKENS - leased, leased, 0L));

        Take.giveBack(visitor.books().gateway(), holder, customer.wallet().id(), leased / 2);
        assertThat(wallet())
                .isEqualTo(
                        List.of(
                                Customer.TOKENS,
                                Customer.TOKENS - leased + leased / 2,
                                leased - leased / 2,
                                0L));
        visitor.books().ask("SELECT billing.holder_close(?, 0)", holder);
        assertThat(wallet()).isEqualTo(List.of(Customer.TOKENS, Customer.TOKENS, 0L, 0L));
    }

    @Test
    void whatLeasesSpendOfWhatWasToBeFrozenIsOwed() throws Exception {
        UUID holder = visitor.books().holder();
        long leased = visitor.books().take(holder, customer.wallet().id(), HALF).granted();
        counter.dispute(order, "");
        awaitState("open");
        long spent = 1_000 * Usage.INPUT;
        visitor.books().ship(Usage.of(holder, 1, customer.wallet(), 1_000).event());
        await().atMost(Counter.SOON).until(() -> customer.posted() == Customer.TOKENS - spent);
        reconciler.settleDebts();
        assertThat(wallet())
                .as("what the lease still holds may come back")
                .isEqualTo(
                        List.of(
                                Customer.TOKENS - spent,
                                Customer.TOKENS - leased,
                                leased - spent,
                                spent));
        visitor.books().ask("SELECT billing.holder_close(?, 1)", holder);
        reconciler.settleDebts();
        reconciler.settleDebts();
        assertThat(wallet())
                .isEqualTo(List.of(Customer.TOKENS - spent, Customer.TOKENS - spent, 0L, spent));
        assertThat(outcomeOfATake()).isEqualTo("suspended");
        counter.buy(customer, customer.order());
        assertThat(wallet())
                .as("the next top-up repays it")
                .isEqualTo(
                        List.of(2 * Customer.TOKENS - 2 * spent, Customer.TOKENS - spent, 0L, 0L));
    }

    @Test
    void aTestCardThatIsDisputedAtOnceEndsFrozenWhicheverComesFirst() throws Exception {
        String second = customer.order();
        counter.pay(second, "4000000000000259");
        await().atMost(Counter.SOON)
                .until(() -> customer.look(second).path("standing").asText().equals("disputed"));
        assertThat(wallet()).isEqualTo(List.of(2 * Customer.TOKENS, Customer.TOKENS, 0L, 0L));
    }

    @Test
    void anInquiryFreezesNothing() throws Exception {
        String dispute = counter.dispute(order, ", \"inquiry\": true");
        awaitState("inquiry");
        assertThat(wallet()).isEqualTo(List.of(Customer.TOKENS, 0L, 0L, 0L));
        assertThat(Counter.refund(customer, order, 300).status()).isEqualTo(201);
        counter.decide(dispute, "won");
        awaitState("won");
        assertThat(wallet()).isEqualTo(List.of(0L, 0L, 0L, 0L));
    }

    @Test
    void aDisputeOfAPartClaimsThatPart() throws Exception {
        counter.dispute(order, ", \"amount\": 150");
        awaitState("open");
        assertThat(wallet()).isEqualTo(List.of(Customer.TOKENS, HALF, 0L, 0L));
    }

    @Test
    void theReconcilerFindsRefundsAndDisputesOfWhichNoWebhookTold() throws Exception {
        counter.steer("webhooks", "{\"drop\": true}");
        String second = customer.order();
        String payment = counter.buy(customer, second);
        String refund = counter.refundByHand(payment, 100);
        String dispute = counter.dispute(second, "");
        reconciler.reconcile();
        JsonNode seen = customer.look(second);
        assertThat(seen.at("/refunds/0/state").asText()).isEqualTo("succeeded");
        assertThat(seen.at("/disputes/0/state").asText()).isEqualTo("open");
        counter.decide(dispute, "lost");
        counter.end(refund, "failed");
        reconciler.reconcile();
        seen = customer.look(second);
        assertThat(seen.at("/refunds/0/state").asText()).isEqualTo("failed");
        assertThat(seen.at("/disputes/0/state").asText()).isEqualTo("lost");
    }

    @Test
    void aDisputeReachesTheAgentAloneAndItsCustomerKeepsWhatItWasHanded() throws Exception {
        Agency agency = new Agency(visitor.books());
        visitor.books()
                .run(
                        "UPDATE accounts.tenant SET agent = true WHERE id = ?",
                        customer.wallet().tenant());
        Wallet client = agency.assign(visitor.books().wallet(0), customer.wallet());
        assertThat(agency.move(customer.wallet(), client, HALF)).isEqualTo("moved");
        String dispute = counter.dispute(order, "");
        awaitState("open");
        assertThat(wallet()).isEqualTo(List.of(HALF, HALF, 0L, HALF));
        assertThat(agency.move(customer.wallet(), client, 1)).isEqualTo("insufficient");

        counter.decide(dispute, "lost");

        awaitState("lost");
        assertThat(wallet()).isEqualTo(List.of(0L, 0L, 0L, HALF));
        assertThat(
                        visitor.books()
                                .rows(
                                        "SELECT posted, frozen, freeze_due, debt FROM billing.wallet WHERE id = ?",
                                        client.id()))
                .containsExactly(List.of(HALF, 0L, 0L, 0L));
        // What it takes back repays what it owes.
        assertThat(agency.move(customer.wallet(), client, -HALF)).isEqualTo("moved");
        assertThat(wallet()).isEqualTo(List.of(0L, 0L, 0L, 0L));
    }

    @Test
    void whatWasHandedOnGoesToNoCardUnlessItIsTakenBack() throws Exception {
        Agency agency = new Agency(visitor.books());
        visitor.books()
                .run(
                        "UPDATE accounts.tenant SET agent = true WHERE id = ?",
                        customer.wallet().tenant());
        Customer client = Customer.of(visitor);
        agency.assign(client.wallet(), customer.wallet());
        String own = client.order();
        counter.buy(client, own);
        agency.move(customer.wallet(), client.wallet(), Customer.TOKENS);

        assertThat(Counter.quote(customer, order, null).path("no").asText())
                .isEqualTo("nothing_left");
        assertThat(Counter.quote(client, own, null).path("amountMinor").asLong()).isEqualTo(300);
        assertThat(Counter.refund(client, own, 301).code()).isEqualTo("refund_too_much");

        agency.move(customer.wallet(), client.wallet(), -Customer.TOKENS);
        assertThat(Counter.quote(customer, order, null).path("amountMinor").asLong())
                .isEqualTo(300);
    }
}
