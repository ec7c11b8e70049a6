package dev.aibridge.billing.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Take;
import dev.aibridge.billing.books.Volume;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.refunds.RefundModel.Lot;
import dev.aibridge.billing.refunds.RefundModel.Part;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;

/// Lots and refunds in the database against a model that computes them another way.
class RefundProperties {

    private static final int TRIES = 60;

    /// In a life, on average. A longer one has so many lots that comparing all of them after each
    /// move takes longer than the moves.
    private static final int MOVES = Math.min(100, Volume.TRADES.count() / TRIES);

    private static final int LIVES = Volume.TRADES.count() / TRIES / MOVES;

    private final Books books;
    private final Ledgers ledgers;

    RefundProperties() throws SQLException {
        books = Books.open();
        ledgers = new Ledgers(books);
        books.run(
                "INSERT INTO billing.product (position, id, name, tokens, bonus, amount_minor, currency)"
                        + " VALUES (1, 'odd', 'odd', 1000003, 7, 97, 'USD'),"
                        + " (2, 'dear', 'dear', 1000000, 999999, 99999999, 'USD'),"
                        + " (3, 'large', 'large', 10000000000000000, 333, 99999989, 'USD')");
    }

    @AfterProperty
    void close() {
        books.close();
    }

    enum Move {
        BUY,
        SPEND,
        LEASE,
        GIVE_LEASES_BACK,
        REFUND_A_PART,
        REFUND_ALL,
        REFUND_TOO_MUCH,
        REFUND_BY_HAND,
        SUCCEED,
        FAIL
    }

    /// @param which of the lots or refunds
    /// @param permille of what there is
    record Step(Move move, int which, int permille) {}

    private enum Goods {
        ODD(1_000_003, 7, 97),
        DEAR(1_000_000, 999_999, 99_999_999),
        LARGE(10_000_000_000_000_000L, 333, 99_999_989);

        private final long tokens;
        private final long bonus;
        private final long amount;

        Goods(long tokens, long bonus, long amount) {
            this.tokens = tokens;
            this.bonus = bonus;
            this.amount = amount;
        }
    }

    @Provide
    Arbitrary<List<List<Step>>> lives() {
        return Combinators.combine(
                        Arbitraries.of(Move.class),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMinSize(MOVES / 2)
                .ofMaxSize(MOVES * 3 / 2)
                .list()
                .ofSize(LIVES);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void everyRefundTakesAndGivesWhatTheModelSays(@ForAll("lives") List<List<Step>> lives)
            throws SQLException {
        for (List<Step> steps : lives) {
            Life life = new Life(books.wallet(0));
            life.buy(Goods.ODD);
            for (Step step : steps) {
                life.run(step);
                life.compare();
            }
        }
        assertThat(books.broken()).isEmpty();
    }

    /// One wallet, twice: in the database and in the model.
    private final class Life {

        private final Wallet wallet;
        private final RefundModel model = new RefundModel();
        private final List<UUID> orders = new ArrayList<>();
        private final Map<Part, UUID> refunds = new LinkedHashMap<>();
        private final Map<Part, Lot> lots = new LinkedHashMap<>();
        private UUID holder = books.holder();

        Life(Wallet wallet) throws SQLException {
            this.wallet = wallet;
        }

        void run(Step step) throws SQLException {
            Lot lot = model.lots.get(index(step, model.lots.size()));
            switch (step.move()) {
                case BUY -> buy(Goods.values()[step.which() % Goods.values().length]);
                case SPEND -> spend(share(model.posted - model.leased, step));
                case LEASE -> lease(share(model.posted - model.leased, step));
                case GIVE_LEASES_BACK -> giveBack();
                case REFUND_A_PART -> refund(lot, share(model.most(lot), step));
                case REFUND_ALL -> refund(lot, model.most(lot));
                case REFUND_TOO_MUCH -> refuse(lot);
                case REFUND_BY_HAND -> byHand(lot, share(lot.paid - lot.sent(), step));
                case SUCCEED -> end(step, "succeeded");
                case FAIL -> end(step, "failed");
            }
        }

        private static int index(Step step, int size) {
            return step.which() % size;
        }

        private static long share(long whole, Step step) {
            return whole / 1_000 * step.permille() + whole % 1_000 * step.permille() / 1_000;
        }

        private void buy(Goods goods) throws SQLException {
            orders.add(ledgers.buy(wallet, goods.name().toLowerCase(Locale.ROOT)));
            model.buy(new Lot(goods.tokens, goods.bonus, goods.amount));
        }

        private void spend(long micro) throws SQLException {
            if (micro > 0) {
                ledgers.spend(wallet, micro);
                model.posted -= micro;
            }
        }

        private void lease(long micro) throws SQLException {
            if (micro > 0) {
                UUID another = books.holder();
                Take take = books.take(another, wallet.id(), micro);
                books.ask("SELECT billing.holder_close(?, 0)", holder);
                model.leased = take.granted();
                holder = another;
            }
        }

        private void giveBack() throws SQLException {
            books.ask("SELECT billing.holder_close(?, 0)", holder);
            model.leased = 0;
            holder = books.holder();
        }

        private void refund(Lot lot, long amount) throws SQLException {
            if (amount > 0) {
                UUID id = UUID.randomUUID();
                assertThat(ledgers.refund(id, order(lot), amount)).isNull();
                remember(id, lot, model.refund(lot, amount));
            }
        }

        private void refuse(Lot lot) throws SQLException {
            long most = model.most(lot);
            assertThat(ledgers.refund(UUID.randomUUID(), order(lot), most + 1))
                    .isEqualTo(most == 0 ? "nothing_left" : "too_much");
        }

        private void byHand(Lot lot, long amount) throws SQLException {
            if (amount > 0) {
                UUID id = UUID.randomUUID();
                ledgers.byHand("re_" + id, order(lot), amount, "pending");
                Object known =
                        books.ask("SELECT id FROM billing.refund WHERE stripe_id = ?", "re_" + id);
                remember((UUID) Objects.requireNonNull(known), lot, model.byHand(lot, amount));
            }
        }

        private void remember(UUID id, Lot lot, Part part) {
            refunds.put(part, id);
            lots.put(part, lot);
        }

        /// Stripe would not let more go back than came.
        private void end(Step step, String state) throws SQLException {
            if (refunds.isEmpty()) {
                return;
            }
            Part part = new ArrayList<>(refunds.keySet()).get(index(step, refunds.size()));
            Lot lot = Objects.requireNonNull(lots.get(part));
            boolean isTooMuch = part.asked && lot.sent() + part.amount > lot.paid;
            String end = isTooMuch ? "failed" : state;
            ledgers.move(refunds.get(part), end, "re_" + refunds.get(part));
            if (end.equals("failed") && !part.failed) {
                model.fail(lot, part);
            }
            part.asked = false;
        }

        private UUID order(Lot lot) {
            return orders.get(model.lots.indexOf(lot));
        }

        void compare() throws SQLException {
            books.ask("SELECT count(*) FROM billing.settle_debts()");
            model.repay();
            assertThat(
                            books.rows(
                                    "SELECT posted, leased, debt FROM billing.wallet WHERE id = ?",
                                    wallet.id()))
                    .containsExactly(List.of(model.posted, model.leased, model.debt));
            assertThat(
                            books.rows(
                                    "SELECT q.most_minor FROM unnest(?::uuid[]) WITH ORDINALITY o (id, n),"
                                            + " billing.quote_refund(o.id, NULL) q ORDER BY o.n",
                                    orders.toString().replace('[', '{').replace(']', '}')))
                    .isEqualTo(model.lots.stream().map(lot -> List.of(model.most(lot))).toList());
            for (Lot lot : model.lots) {
                assertThat(lot.refunded()).isLessThanOrEqualTo(lot.paid + notSent(lot));
            }
        }

        private static long notSent(Lot lot) {
            return lot.refunded() - lot.sent();
        }
    }
}
