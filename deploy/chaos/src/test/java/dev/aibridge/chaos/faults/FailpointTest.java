package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import dev.aibridge.local.process.Part;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Billing halts at each step of settlement, webhooks, refunds and disputes, is started again, and
/// what is delivered again completes it exactly once. The names are those of billing's `Failpoint`.
final class FailpointTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int HALTED = 86;
    private static final String NOWHERE = "NOWHERE";

    private World world;
    private Part billing;
    private Buyer buyer;
    private String armed = NOWHERE;

    @BeforeEach
    void come() throws Exception {
        world = Shared.pair();
        billing = world.stack().part("billing").orElseThrow();
        buyer = Buyer.of(world, Shared.ISSUER, "Failpoint");
    }

    @AfterEach
    void everythingIsProved() throws Exception {
        try {
            buyer.steer("webhooks", "{}");
            world.assertProven();
        } finally {
            buyer.close();
            unarm();
        }
    }

    /// Starts billing anew; it halts at that step when it comes there.
    private void arm(String failpoint) throws Exception {
        billing.stop();
        armed = failpoint;
        world.stack().env("billing", "JAVA_TOOL_OPTIONS", "-Daibridge.failpoint=" + failpoint);
        billing.start();
    }

    private void run(String failpoint) throws Exception {
        arm(failpoint);
        billing.awaitReady(LIMIT);
    }

    private void unarm() throws Exception {
        if (!armed.equals(NOWHERE) || !billing.isAlive()) {
            run(NOWHERE);
        }
    }

    private void awaitHalt(String failpoint) throws Exception {
        await("billing halts at " + failpoint).atMost(LIMIT).until(() -> !billing.isAlive());
        assertThat(billing.awaitExit()).as(failpoint).isEqualTo(HALTED);
    }

    /// What waits in the database takes billing from one step to the next.
    private void haltsAt(String... failpoints) throws Exception {
        for (String failpoint : failpoints) {
            arm(failpoint);
            awaitHalt(failpoint);
        }
    }

    private void runUntil(Callable<Boolean> done) throws Exception {
        run(NOWHERE);
        await().atMost(LIMIT).until(done);
    }

    private String ordered() throws Exception {
        Buyer.Answer placed = buyer.order(UUID.randomUUID().toString());
        assertThat(placed.status()).as("%s", placed).isEqualTo(201);
        return placed.id();
    }

    private String bought() throws Exception {
        String order = ordered();
        buyer.pay(order);
        await().atMost(LIMIT).until(() -> state(order).equals("credited"));
        assertThat(posted()).isEqualTo(Buyer.TOKENS);
        return order;
    }

    private String state(String order) throws Exception {
        return buyer.look(order).json().path("state").asText();
    }

    private Credits posted() throws Exception {
        return world.posted(buyer.customer());
    }

    private long count(String table, String order) throws Exception {
        return Reckoning.number(
                world,
                "SELECT count(*) FROM billing.%s WHERE order_id = '%s'".formatted(table, order));
    }

    @Test
    void settlement() throws Exception {
        Credits funds = Credits.ofTokens(1_000_000);
        Customer customer = world.customer("Failpoint", funds, KeyTerms.UNLIMITED);
        billing.stop();
        try (Client client = new Client(world.gateway(), customer)) {
            assertThat(client.ask(Ask.whole("Be short. [[tokens=5]]")).finished()).isTrue();
        }
        await().atMost(LIMIT).until(() -> Reckoning.number(world, Reckoning.INTAKE) == 1);
        haltsAt("EVENTS_TAKEN", "EVENTS_BOOKED", "EVENTS_COMMITTED");
        run(NOWHERE);
        assertThat(world.awaitBookings(customer, 1)).hasSize(1);
        assertThat(world.posted(customer))
                .isEqualTo(funds.minus(world.bookings(customer).getFirst().paid()));
    }

    @Test
    void webhookAndFulfilment() throws Exception {
        String order = ordered();
        run("NOTICE_KEPT");
        buyer.pay(order);
        awaitHalt("NOTICE_KEPT");
        haltsAt(
                "NOTICE_CLAIMED",
                "SESSION_FOUND",
                "SESSION_BOOKED",
                "SESSION_COMMITTED",
                "NOTICE_ACTED");
        runUntil(() -> state(order).equals("credited"));
        buyer.confirm(order);
        assertThat(posted()).isEqualTo(Buyer.TOKENS);
        assertThat(count("payment", order)).isOne();
    }

    @Test
    void refund() throws Exception {
        String order = bought();
        buyer.steer("webhooks", "{\"hold\": true}");
        String key = UUID.randomUUID().toString();
        for (String failpoint : new String[] {"REFUND_BEGUN", "REFUND_COMMITTED", "REFUND_MADE"}) {
            run(failpoint);
            await().atMost(LIMIT)
                    .until(
                            () -> {
                                Buyer.Answer none = buyer.refund(order, 300, key);
                                return none.status() == 0;
                            });
            awaitHalt(failpoint);
        }
        haltsAt("REFUND_BOOKED");
        runUntil(() -> buyer.refund(order, 300, key).isDone());
        assertThat(posted()).isEqualTo(Credits.ZERO);
        assertThat(count("refund", order)).isOne();
        buyer.steer("release", "{}");
        assertThat(buyer.refund(order, 300, key).json().path("state").asText())
                .isEqualTo("succeeded");
        assertThat(posted()).isEqualTo(Credits.ZERO);
    }

    @Test
    void refundWhoseAnswerIsLost() throws Exception {
        String order = bought();
        String key = UUID.randomUUID().toString();
        run("REFUND_TOLD");
        assertThat(buyer.refund(order, 100, key).status()).isZero();
        awaitHalt("REFUND_TOLD");
        runUntil(() -> buyer.refund(order, 100, key).isDone());
        assertThat(buyer.refund(order, 200, key).status()).isEqualTo(422);
        assertThat(count("refund", order)).isOne();
        long gone = buyer.look(order).json().at("/refunds/0/tokensMicro").asLong();
        assertThat(gone).isBetween(333_333_333_333L, 333_333_333_334L);
        assertThat(posted().micro()).isEqualTo(Buyer.TOKENS.micro() - gone);
    }

    @Test
    void dispute() throws Exception {
        String order = bought();
        run("DISPUTE_FOUND");
        String dispute = buyer.dispute(order);
        awaitHalt("DISPUTE_FOUND");
        haltsAt("DISPUTE_MOVED", "DISPUTE_BOOKED", "DISPUTE_COMMITTED");
        runUntil(() -> buyer.look(order).json().path("standing").asText().equals("disputed"));
        assertThat(count("dispute", order)).isOne();
        assertThat(frozen()).isEqualTo(Buyer.TOKENS.micro());
        buyer.steer("decide", "{\"dispute\": \"%s\", \"outcome\": \"won\"}".formatted(dispute));
        await().atMost(LIMIT).until(() -> frozen() == 0);
        assertThat(posted()).isEqualTo(Buyer.TOKENS);
    }

    private long frozen() throws Exception {
        return world.stack().accounts().balance(buyer.customer().wallet()).frozen().micro();
    }
}
