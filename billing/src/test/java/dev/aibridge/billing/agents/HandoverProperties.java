package dev.aibridge.billing.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Agency;
import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Take;
import dev.aibridge.billing.books.Wallet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;

/// Agents three levels deep in the database against a model that moves single tokens.
class HandoverProperties {

    /// Whose customer each wallet is; the first is nobody's.
    private static final int[] ABOVE = {-1, 0, 1, 0, 1};

    private final Books books;
    private final Agency agency;

    HandoverProperties() throws SQLException {
        books = Books.open();
        agency = new Agency(books);
    }

    @AfterProperty
    void close() {
        books.close();
    }

    enum Move {
        BUY,
        SPEND,
        LEASE,
        GIVE_LEASE_BACK,
        HAND_ON,
        HAND_ON_TOO_MUCH,
        TAKE_BACK,
        TAKE_BACK_TOO_MUCH
    }

    /// @param permille of what there is
    record Step(Move move, int wallet, int permille) {}

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.of(Move.class),
                        Arbitraries.integers().between(0, ABOVE.length - 1),
                        Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(80);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void everyTokenIsWhereTheModelHasIt(@ForAll("lives") List<Step> steps) throws SQLException {
        Tree tree = new Tree();
        tree.buy(0, 100);
        for (Step step : steps) {
            tree.run(step);
            tree.compare();
        }
        assertThat(books.broken()).isEmpty();
    }

    private final class Tree {

        private final Wallet[] wallets = new Wallet[ABOVE.length];
        private final UUID[] holders = new UUID[ABOVE.length];
        private final TreeModel model = new TreeModel();

        Tree() throws SQLException {
            for (int i = 0; i < wallets.length; i++) {
                wallets[i] = agency.agent(0);
                if (ABOVE[i] >= 0) {
                    agency.assign(wallets[i], wallets[ABOVE[i]]);
                }
                holders[i] = books.holder();
            }
        }

        void run(Step step) throws SQLException {
            int wallet = step.wallet();
            int share = share(model.available(wallet), step);
            switch (step.move()) {
                case BUY -> buy(wallet, 1 + step.permille() / 20);
                case SPEND -> spend(wallet, share);
                case LEASE -> lease(wallet, share);
                case GIVE_LEASE_BACK -> giveBack(wallet);
                case HAND_ON -> handOn(step);
                case TAKE_BACK -> takeBack(step);
                case HAND_ON_TOO_MUCH -> tooMuch(wallet, 1);
                case TAKE_BACK_TOO_MUCH -> tooMuch(wallet, -1);
            }
        }

        private static int share(int whole, Step step) {
            return whole * step.permille() / 1_000;
        }

        void buy(int wallet, int count) throws SQLException {
            credit(wallet, count);
            model.give(wallet, TreeModel.OWN, count);
        }

        private void spend(int wallet, int count) throws SQLException {
            if (count > 0) {
                credit(wallet, -count);
                model.spend(wallet, count);
            }
        }

        private void credit(int wallet, long micro) throws SQLException {
            books.ask(
                    "SELECT billing.post_credit(?, ?, 'adjustment', 'test', 'test', ?)",
                    wallets[wallet].id(),
                    micro,
                    UUID.randomUUID().toString());
        }

        private void lease(int wallet, int count) throws SQLException {
            if (count > 0) {
                giveBack(wallet);
                Take take = books.take(holders[wallet], wallets[wallet].id(), count);
                model.lease(wallet, (int) take.granted());
            }
        }

        private void giveBack(int wallet) throws SQLException {
            books.ask("SELECT billing.holder_close(?, 0)", holders[wallet]);
            holders[wallet] = books.holder();
            model.lease(wallet, 0);
        }

        private Optional<Wallet> above(int wallet) {
            return ABOVE[wallet] < 0 ? Optional.empty() : Optional.of(wallets[ABOVE[wallet]]);
        }

        private void handOn(Step step) throws SQLException {
            int to = step.wallet();
            int count = ABOVE[to] < 0 ? 0 : share(model.available(ABOVE[to]), step);
            if (count > 0) {
                assertThat(agency.move(wallets[ABOVE[to]], wallets[to], count)).isEqualTo("moved");
                model.spend(ABOVE[to], count);
                model.give(to, ABOVE[to], count);
            }
        }

        private void takeBack(Step step) throws SQLException {
            int from = step.wallet();
            int count = ABOVE[from] < 0 ? 0 : share(model.unspent(ABOVE[from], from), step);
            if (count > 0) {
                assertThat(agency.move(wallets[ABOVE[from]], wallets[from], -count))
                        .isEqualTo("moved");
                model.takeBack(ABOVE[from], from, count);
            }
        }

        private void tooMuch(int wallet, int sign) throws SQLException {
            if (above(wallet).isPresent()) {
                int most =
                        sign > 0
                                ? model.available(ABOVE[wallet])
                                : model.unspent(ABOVE[wallet], wallet);
                assertThat(agency.move(above(wallet).get(), wallets[wallet], sign * (most + 1L)))
                        .isEqualTo("insufficient");
            }
        }

        void compare() throws SQLException {
            for (int i = 0; i < wallets.length; i++) {
                assertThat(
                                books.rows(
                                        "SELECT posted, leased FROM billing.wallet WHERE id = ?",
                                        wallets[i].id()))
                        .containsExactly(List.of((long) model.posted(i), (long) model.leased(i)));
                if (ABOVE[i] >= 0) {
                    assertThat(agency.unspent(wallets[ABOVE[i]], wallets[i]))
                            .isEqualTo(model.unspent(ABOVE[i], i));
                }
            }
        }
    }
}
