package dev.aibridge.billing.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Take;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Volume;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.intake.Settling;
import dev.aibridge.common.usage.UsageEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;

/// Gateways that lose answers, repeat calls, crash and are replaced, against a model that knows
/// only what was put in and what was used.
class MoneyProperties {

    private static final int GATEWAYS = 3;
    private static final int TRIES = 40;

    /// In a life, on average.
    private static final int MOVES = Volume.MOVES.count() / TRIES;

    private static final long START = 40 * Usage.INPUT;

    private final Books books;
    private final Settling settling;

    MoneyProperties() throws SQLException {
        books = Books.open();
        settling = new Settling(books, 5);
    }

    @AfterProperty
    void close() {
        books.close();
    }

    enum Move {
        TAKE,
        TAKE_AND_LOSE_THE_ANSWER,
        USE,
        USE_MORE_THAN_HELD,
        GIVE_BACK,
        GIVE_BACK_TWICE,
        SHIP,
        SHIP_AGAIN,
        SETTLE,
        CRASH
    }

    record Step(Move move, int gateway, int tokens) {}

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.of(Move.class),
                        Arbitraries.integers().between(0, GATEWAYS - 1),
                        Arbitraries.integers().between(1, 12))
                .as(Step::new)
                .list()
                .ofMinSize(MOVES / 2)
                .ofMaxSize(MOVES * 3 / 2);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void nothingIsPromisedTwiceAndEverythingUsedIsBookedOnce(@ForAll("lives") List<Step> steps)
            throws SQLException {
        Wallet wallet = books.wallet(START);
        List<Gateway> gateways = new ArrayList<>();
        for (int i = 0; i < GATEWAYS; i++) {
            gateways.add(new Gateway(wallet));
        }
        long used = 0;
        long excess = 0;
        for (Step step : steps) {
            Gateway gateway = gateways.get(step.gateway());
            if (step.move() == Move.CRASH) {
                used += gateway.end();
                excess += gateway.excess;
                gateways.set(step.gateway(), new Gateway(wallet));
            } else {
                gateway.run(step);
            }
        }
        for (Gateway gateway : gateways) {
            used += gateway.end();
            excess += gateway.excess;
        }
        long overrun =
                books.number(
                        "SELECT COALESCE(sum(overrun), 0) FROM usage.event WHERE wallet_id = ?",
                        wallet.id());
        assertThat(overrun).isBetween(0L, excess);
        assertThat(
                        books.rows(
                                "SELECT posted, leased FROM billing.wallet WHERE id = ?",
                                wallet.id()))
                .containsExactly(List.of(START - (used - overrun), 0L));
        assertThat(books.broken()).isEmpty();
    }

    /// What a gateway process remembers; its journal is the list of events.
    private final class Gateway {

        private final UUID holder = books.holder();
        private final Wallet wallet;
        private final List<UsageEvent> journal = new ArrayList<>();
        private int shipped;
        private long granted;
        private long returned;
        private long used;

        /// What was used beyond what it held, in micro-tokens: the most that may be lost.
        private long excess;

        Gateway(Wallet wallet) throws SQLException {
            this.wallet = wallet;
        }

        void run(Step step) throws SQLException {
            long micro = step.tokens() * Usage.INPUT;
            switch (step.move()) {
                case TAKE -> adopt(take(micro));
                case TAKE_AND_LOSE_THE_ANSWER -> take(micro);
                case USE -> {
                    if (micro <= free()) {
                        use(step.tokens());
                    }
                }
                case USE_MORE_THAN_HELD -> use(step.tokens());
                case GIVE_BACK -> giveBack(Math.min(micro, Math.max(0, free())), 1);
                case GIVE_BACK_TWICE -> giveBack(Math.min(micro, Math.max(0, free())), 2);
                case SHIP -> ship(shipped);
                case SHIP_AGAIN -> ship(0);
                case SETTLE -> settling.all();
                case CRASH -> throw new AssertionError("a crashed gateway does nothing");
            }
        }

        private long free() {
            return granted - returned - used;
        }

        private Take take(long micro) throws SQLException {
            return books.take(holder, wallet.id(), granted, returned, micro, 2 * micro);
        }

        private void adopt(Take take) {
            if (take.outcome().equals("granted")) {
                assertThat(take.granted()).isGreaterThan(granted);
            }
            granted = take.granted();
            returned = take.returned();
        }

        private void giveBack(long micro, int times) throws SQLException {
            long total = returned + micro;
            for (int i = 0; i < times; i++) {
                Take answer = Take.giveBack(books.gateway(), holder, wallet.id(), total);
                if (!answer.outcome().equals("not_live")) {
                    adopt(answer);
                }
            }
        }

        private void use(int tokens) {
            journal.add(Usage.of(holder, journal.size() + 1, wallet, tokens).event());
            long micro = tokens * Usage.INPUT;
            excess += Math.max(0, micro - Math.max(0, free()));
            used += micro;
        }

        private void ship(int from) throws SQLException {
            books.ship(journal.subList(from, journal.size()));
            shipped = journal.size();
        }

        /// The successor ships the journal and closes this one; answers what it used.
        long end() throws SQLException {
            ship(0);
            settling.all();
            assertThat(books.rows("SELECT billing.holder_close(?, ?)", holder, journal.size()))
                    .containsExactly(List.of("closed"));
            return used;
        }
    }
}
