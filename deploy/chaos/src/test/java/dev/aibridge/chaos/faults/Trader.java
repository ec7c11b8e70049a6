package dev.aibridge.chaos.faults;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A customer who buys, refunds, disputes and sends forms twice, in a random but repeatable way,
/// and goes on whatever is answered.
final class Trader {

    private static final Duration WELL = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private final Buyer buyer;
    private final Random random;
    private final List<String> orders = new ArrayList<>();
    private final List<String> paid = new ArrayList<>();
    private final List<String> disputes = new ArrayList<>();
    private final List<Refund> refunds = new ArrayList<>();
    private @Nullable String disputed;
    private volatile boolean stopping;

    private record Refund(String order, long amountMinor, String key) {}

    Trader(Buyer buyer, long seed) {
        this.buyer = buyer;
        this.random = new Random(seed);
    }

    Buyer buyer() {
        return buyer;
    }

    /// Orders whose money Stripe has taken.
    List<String> paid() {
        return List.copyOf(paid);
    }

    /// How much of everything there was.
    String told() {
        return "%d orders, %d paid, %d refunds, %d disputes"
                .formatted(orders.size(), paid.size(), refunds.size(), disputes.size());
    }

    /// Buys once and waits for the tokens, while all is well.
    void open() throws Exception {
        await("an order")
                .atMost(WELL)
                .until(
                        () -> {
                            order();
                            return !orders.isEmpty();
                        });
        pay();
        buyer.confirm(orders.getFirst());
    }

    void trade() {
        try {
            while (!stopping) {
                act();
                TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_PAUSE.toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopping = true;
    }

    private void act() throws InterruptedException {
        try {
            switch (random.nextInt(10)) {
                case 0, 1 -> order();
                case 2, 3, 4 -> pay();
                case 5, 6 -> confirm();
                case 7 -> refund();
                case 8 -> again();
                default -> dispute();
            }
        } catch (SQLException away) {
            // PostgreSQL is one of those that are killed; the next act finds it again.
            TimeUnit.MILLISECONDS.sleep(LONGEST_PAUSE.toMillis());
        }
    }

    /// An answer that gets lost is asked for again under its key, as a browser's reload would.
    private void order() throws InterruptedException {
        String key = UUID.randomUUID().toString();
        Buyer.Answer placed = buyer.order(key);
        if (!placed.isDone()) {
            placed = buyer.order(key);
        }
        if (placed.isDone()) {
            orders.add(placed.id());
        }
    }

    private void pay() throws InterruptedException, SQLException {
        if (!orders.isEmpty()) {
            String order = orders.getLast();
            if (!paid.contains(order) && buyer.pay(order)) {
                paid.add(order);
            }
        }
    }

    private void confirm() throws InterruptedException {
        if (!orders.isEmpty()) {
            buyer.confirm(orders.get(random.nextInt(orders.size())));
        }
    }

    private void refund() throws InterruptedException {
        if (paid.size() > 1) {
            String order = paid.get(random.nextInt(paid.size()));
            Refund refund =
                    new Refund(order, 1 + random.nextInt(100), UUID.randomUUID().toString());
            refunds.add(refund);
            buyer.refund(refund.order(), refund.amountMinor(), refund.key());
        }
    }

    private void again() throws InterruptedException {
        if (!refunds.isEmpty()) {
            Refund refund = refunds.getLast();
            buyer.refund(refund.order(), refund.amountMinor(), refund.key());
        }
    }

    /// Every third order is disputed once three are paid, one at a time.
    private void dispute() throws InterruptedException, SQLException {
        int next = 3 * disputes.size() + 1;
        if (disputed != null) {
            buyer.decide(disputed, random.nextBoolean() ? "won" : "lost");
            disputed = null;
        } else if (paid.size() > next + 1) {
            disputed = buyer.dispute(paid.get(next));
            disputes.add(disputed);
        }
    }
}
