package dev.aibridge.chaos.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Customers buy, spend, refund and dispute while processes are killed, paused and cut off. In the
/// end every finished request is booked once, every payment is credited once, the invariants hold,
/// and the ledger agrees with Stripe's own balance. `./aibridge chaos` runs it for longer.
final class MoneyChaosTest {

    private static final String PROPERTY = "aibridge.chaos.";
    private static final long SHORT_SECONDS = 25;
    private static final int TRADERS = 3;
    private static final Duration HEALED = Duration.ofSeconds(60);

    /// Neither a fault nor a clock takes a lease from a gateway that lives or comes back.
    private static final String LOST =
            "SELECT count(*) FROM billing.holder WHERE evidence <> 'own_word'";

    @Test
    void moneyIsRightWhateverDies() throws Exception {
        long seed = Long.getLong(PROPERTY + "seed", new Random().nextInt(1_000_000));
        long seconds = Long.getLong(PROPERTY + "seconds", SHORT_SECONDS);
        System.out.printf("chaos: seed %d, %d s%n", seed, seconds);
        World world = Shared.pair();
        DatabaseClock clock = DatabaseClock.of(world);
        long lost = Reckoning.number(world, LOST);
        List<Trader> traders = open(world, seed);
        Buyer buyer = traders.getFirst().buyer();
        int finished = 0;
        try (Regular first = Regular.at(world, "gateway");
                Regular second = Regular.at(world, "gateway-2")) {
            List<Regular> regulars = List.of(first, second);
            Mischief mischief = new Mischief(world, clock, buyer, regulars, seed);
            Map<Trader, List<Load.Call>> calls = run(world, traders, mischief, seconds);
            for (Trader trader : traders) {
                trader.paid().forEach(order -> awaitCredited(trader, order));
                finished += assertBookedOnce(world, trader, requireNonNull(calls.get(trader)));
                System.out.println("chaos: " + trader.told());
            }
            for (Regular regular : regulars) {
                Map<String, Long> told = regular.reckon().told();
                finished += Math.toIntExact(requireNonNull(told.get("finished")));
                System.out.println("chaos: a regular was told " + told);
            }
            System.out.printf(
                    "chaos: seed %d: %d faults, answers again after %d ms at most, %d requests"
                            + " finished and booked once%n",
                    seed, mischief.done().size(), mischief.longest().toMillis(), finished);
        }
        awaitRefunds(world);
        world.assertProven();
        assertThat(Reckoning.openFindings(world, buyer)).isEmpty();
        world.assertProven();
        assertThat(Reckoning.number(world, LOST)).isEqualTo(lost);
        traders.forEach(trader -> trader.buyer().close());
    }

    private static List<Trader> open(World world, long seed) throws Exception {
        List<Trader> traders = new ArrayList<>();
        for (int i = 0; i < TRADERS; i++) {
            Trader trader = new Trader(Buyer.of(world, Shared.ISSUER, "Chaos " + i), seed + i);
            trader.open();
            traders.add(trader);
        }
        return traders;
    }

    private static Map<Trader, List<Load.Call>> run(
            World world, List<Trader> traders, Mischief mischief, long seconds) throws Exception {
        List<Thread> threads =
                traders.stream().map(trader -> Thread.ofVirtual().start(trader::trade)).toList();
        Map<Trader, Load> loads = new HashMap<>();
        List<Client> clients = new ArrayList<>();
        List<Ask> asks =
                List.of(
                        Ask.whole("Be short. [[tokens=5]]"),
                        Ask.streamed("Talk on. [[tokens=60]] [[pace=60]]"));
        for (Trader trader : traders) {
            Client client = new Client(world.gateway(), trader.buyer().customer());
            clients.add(client);
            loads.put(trader, new Load(client, asks));
        }
        Map<Trader, List<Load.Call>> calls = new HashMap<>();
        try {
            long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            while (System.nanoTime() - end < 0) {
                mischief.strike();
            }
        } finally {
            System.out.printf("chaos: %s%n", mischief.done());
            mischief.heal();
            traders.forEach(Trader::stop);
            for (Thread thread : threads) {
                thread.join();
            }
            for (Trader trader : traders) {
                calls.put(trader, requireNonNull(loads.get(trader)).stop());
            }
            clients.forEach(Client::close);
        }
        return calls;
    }

    /// Whatever became of the webhooks, the customer's landing page credits what was paid.
    private static void awaitCredited(Trader trader, String order) {
        await("the credit of " + order)
                .atMost(HEALED)
                .until(
                        () ->
                                trader.buyer()
                                        .confirm(order)
                                        .json()
                                        .path("state")
                                        .asText()
                                        .equals("credited"));
    }

    private static int assertBookedOnce(World world, Trader trader, List<Load.Call> calls) {
        List<UUID> finished =
                calls.stream()
                        .map(Load.Call::reply)
                        .filter(Reply::finished)
                        .map(Reply::id)
                        .toList();
        await("the booking of " + finished.size() + " answers")
                .atMost(HEALED)
                .until(
                        () ->
                                world.bookings(trader.buyer().customer()).stream()
                                        .map(booking -> booking.id())
                                        .toList()
                                        .containsAll(finished));
        assertThat(finished).doesNotHaveDuplicates();
        return finished.size();
    }

    /// Refunds whose answer was lost are looked for now, not in a minute.
    private static void awaitRefunds(World world) throws Exception {
        Reckoning.run(world, "UPDATE billing.refund SET look_at = now() WHERE state = 'asked'");
        await("every refund's outcome")
                .atMost(HEALED)
                .until(
                        () ->
                                Reckoning.number(
                                                world,
                                                "SELECT count(*) FROM billing.refund WHERE state = 'asked'")
                                        == 0);
    }
}
