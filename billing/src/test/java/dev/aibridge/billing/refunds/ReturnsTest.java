package dev.aibridge.billing.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Volume;
import dev.aibridge.billing.books.Wallet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What Stripe said at twelve moments of a payment's life, heard in random orders, late and often:
/// one end.
class ReturnsTest {

    private static final int LIVES = Volume.LIVES.count();
    private static final int SIDE_BY_SIDE = 4;
    private static final int MOMENTS = 12;
    private static final long PAID = 300;
    private static final long SPENT = 400_000_000_000L;

    private final long seed = Long.getLong("aibridge.seed", System.nanoTime());

    @Test
    void whateverIsHeardFirstAndHoweverOftenTheEndIsTheSame() throws Exception {
        System.out.printf("%d lives, seed %d%n", LIVES, seed);
        try (Books books = Books.open();
                ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            for (String verdict : List.of("won", "lost")) {
                List<Callable<List<?>>> lives =
                        IntStream.range(0, LIVES / 2)
                                .<Callable<List<?>>>mapToObj(
                                        i ->
                                                () ->
                                                        new Life(books, verdict)
                                                                .hear(new Random(seed + i)))
                                .toList();
                Set<List<?>> ends = new HashSet<>();
                for (Future<List<?>> end : threads.invokeAll(lives)) {
                    ends.add(end.get());
                }
                assertThat(ends).as("seed " + seed).hasSize(1);
            }
            assertThat(books.broken()).isEmpty();
        }
    }

    /// One order, of which 40 % is spent: 1.00 goes back and fails, 1.50 goes back, and the bank
    /// decides about the rest.
    private static final class Life {

        private final Books books;
        private final Ledgers ledgers;
        private final String verdict;
        private final Wallet wallet;
        private final UUID order;

        Life(Books books, String verdict) throws SQLException {
            this.books = books;
            this.ledgers = new Ledgers(books);
            this.verdict = verdict;
            wallet = books.wallet(0);
            order = ledgers.buy(wallet, "starter-1m");
            ledgers.spend(wallet, SPENT);
        }

        /// Twelve looks at any moments, then one at the last.
        List<?> hear(Random random) throws SQLException {
            for (int i = 0; i < MOMENTS; i++) {
                look(random.nextInt(MOMENTS));
            }
            look(MOMENTS - 1);
            List<Object> end = new ArrayList<>();
            end.addAll(
                    books.rows(
                            "SELECT posted, leased, frozen, freeze_due, debt FROM billing.wallet WHERE id = ?",
                            wallet.id()));
            end.addAll(
                    books.rows(
                            "SELECT state, amount_minor, tokens, bonus, debt FROM billing.refund"
                                    + " WHERE order_id = ? AND state <> 'failed'",
                            order));
            end.addAll(
                    books.rows(
                            "SELECT spent, taken, taken_bonus, held FROM billing.lot WHERE order_id = ?",
                            order));
            end.addAll(
                    books.rows(
                            "SELECT state, held, taken, loss_minor FROM billing.dispute WHERE order_id = ?",
                            order));
            return end;
        }

        /// All that Stripe says at that moment.
        private void look(int moment) throws SQLException {
            if (moment >= 1) {
                String state = moment >= 5 ? "failed" : moment >= 2 ? "succeeded" : "pending";
                ledgers.byHand("re_a" + order, order, 100, state);
            }
            if (moment >= 3) {
                String state = moment >= 4 ? "succeeded" : "pending";
                ledgers.byHand("re_b" + order, order, 150, state);
            }
            if (moment >= 6) {
                String dispute = "dp_" + order;
                String state = moment >= 10 ? verdict : moment >= 7 ? "open" : "inquiry";
                ledgers.dispute(dispute, order, PAID - 150, state);
                if (moment >= 8) {
                    ledgers.funds("txn_out" + order, dispute, -(PAID - 150), 1_500);
                }
                if (moment >= 11 && verdict.equals("won")) {
                    ledgers.funds("txn_in" + order, dispute, PAID - 150, 0);
                }
                ledgers.loss(dispute);
            }
        }
    }
}
