package dev.aibridge.billing.caps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Ids;
import dev.aibridge.billing.books.Take;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.intake.Settling;
import dev.aibridge.common.usage.UsageEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;

/// Gateways that share a capped key and a capped tenant, lose answers, repeat calls and crash while
/// days pass, against a model that knows only what was used on which day.
class CapProperties {

    private static final int GATEWAYS = 3;
    private static final long KEY_CAP = 30;
    private static final long TENANT_CAP = 45;

    private final Books books;
    private final Settling settling;

    CapProperties() throws SQLException {
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
        SHIP_AND_SETTLE,
        SHIP_AGAIN,
        MIDNIGHT,
        CRASH
    }

    /// @param own whether the capped key calls, or one that shares the wallet's lease
    record Step(Move move, int gateway, boolean own, int tokens) {}

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.of(Move.class),
                        Arbitraries.integers().between(0, GATEWAYS - 1),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 20))
                .as(Step::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(60);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void noDayPassesItsCapsAndTheBudgetsKnowWhatWasUsed(
            @ForAll("lives") List<Step> steps, @ForAll boolean estimatesHold) throws SQLException {
        Life life = new Life();
        for (Step step : steps) {
            if (!estimatesHold || step.move() != Move.USE_MORE_THAN_HELD) {
                life.run(step);
                life.check();
            }
        }
        life.end();
        life.check();
        assertThat(books.number("SELECT leased FROM billing.wallet WHERE id = ?", life.wallet.id()))
                .isZero();
        assertThat(books.broken()).isEmpty();
    }

    /// One tenant, its gateways and the model.
    private final class Life {

        private final Wallet wallet = books.wallet(1_000_000 * Usage.INPUT);
        private final UUID key = books.key(wallet);
        private final UUID other = books.key(wallet);
        private final long bornMs = System.currentTimeMillis();
        private final List<Gateway> gateways = new ArrayList<>();
        private final Map<Integer, Long> usedByKey = new HashMap<>();
        private final Map<Integer, Long> usedByAll = new HashMap<>();
        private final Map<Integer, Long> settledByKey = new HashMap<>();
        private final Map<Integer, Long> settledByAll = new HashMap<>();

        /// What was used beyond what was held: the most by which caps may be passed.
        private long excess;

        private int day;

        Life() throws SQLException {
            books.cap(wallet, key, "day", KEY_CAP * Usage.INPUT);
            books.cap(wallet, UsageEvent.SHARED, "day", TENANT_CAP * Usage.INPUT);
            for (int i = 0; i < GATEWAYS; i++) {
                gateways.add(new Gateway(this));
            }
            midnight();
        }

        void run(Step step) throws SQLException {
            Gateway gateway = gateways.get(step.gateway());
            switch (step.move()) {
                case MIDNIGHT -> midnight();
                case CRASH -> {
                    gateway.end();
                    gateways.set(step.gateway(), new Gateway(this));
                }
                default -> gateway.run(step);
            }
        }

        /// The clocks of the database and of all gateways are a day on.
        private void midnight() throws SQLException {
            day++;
            books.ask(
                    "SELECT 1 FROM billing.roll_budgets(?, to_timestamp(?))",
                    wallet.tenant(),
                    nowMs() / 1000.0);
        }

        long nowMs() {
            return bornMs + Duration.ofDays(day).toMillis();
        }

        void check() throws SQLException {
            usedByKey
                    .values()
                    .forEach(used -> assertThat(used).isLessThanOrEqualTo(KEY_CAP + excess));
            usedByAll
                    .values()
                    .forEach(used -> assertThat(used).isLessThanOrEqualTo(TENANT_CAP + excess));
            assertThat(used(key)).isEqualTo(settledByKey.getOrDefault(day, 0L));
            assertThat(used(UsageEvent.SHARED)).isEqualTo(settledByAll.getOrDefault(day, 0L));
        }

        private long used(UUID whose) throws SQLException {
            return books.number(
                            "SELECT used FROM billing.budget WHERE tenant_id = ? AND key_id = ?",
                            wallet.tenant(),
                            whose)
                    / Usage.INPUT;
        }

        void end() throws SQLException {
            for (Gateway gateway : gateways) {
                gateway.end();
            }
        }
    }

    /// A request that ended.
    private record Used(UsageEvent event, int day, boolean own, long tokens) {}

    /// What a gateway process remembers of one lease, in tokens.
    private static final class Held {
        private long granted;
        private long returned;
        private long used;

        long free() {
            return Math.max(0, granted - returned - used);
        }

        void adopt(Take take) {
            granted = Math.max(granted, take.granted() / Usage.INPUT);
            returned = Math.max(returned, take.returned() / Usage.INPUT);
            used = Math.max(used, take.settled() / Usage.INPUT);
        }
    }

    private final class Gateway {

        private final UUID holder = books.holder();
        private final Life life;
        private final Held own = new Held();
        private final Held shared = new Held();
        private final List<Used> journal = new ArrayList<>();
        private final Set<UUID> settled = new HashSet<>();

        Gateway(Life life) throws SQLException {
            this.life = life;
        }

        void run(Step step) throws SQLException {
            Held held = step.own() ? own : shared;
            switch (step.move()) {
                case TAKE -> held.adopt(take(step, held));
                case TAKE_AND_LOSE_THE_ANSWER -> take(step, held);
                case USE -> {
                    if (step.tokens() <= held.free()) {
                        use(step, held);
                    }
                }
                case USE_MORE_THAN_HELD -> use(step, held);
                case GIVE_BACK -> giveBack(step, held, 1);
                case GIVE_BACK_TWICE -> giveBack(step, held, 2);
                case SHIP_AND_SETTLE -> settle();
                case SHIP_AGAIN -> settle();
                case MIDNIGHT, CRASH -> throw new AssertionError("no move of a gateway");
            }
        }

        private UUID lease(Step step) {
            return step.own() ? life.key : UsageEvent.SHARED;
        }

        private Take take(Step step, Held held) throws SQLException {
            long micro = step.tokens() * Usage.INPUT;
            return books.take(
                    holder,
                    life.wallet.id(),
                    held.granted * Usage.INPUT,
                    held.returned * Usage.INPUT,
                    micro,
                    2 * micro,
                    lease(step));
        }

        private void giveBack(Step step, Held held, int times) throws SQLException {
            held.returned += Math.min(step.tokens(), held.free());
            for (int i = 0; i < times; i++) {
                Take answer =
                        Take.giveBack(
                                books.gateway(),
                                holder,
                                life.wallet.id(),
                                held.returned * Usage.INPUT,
                                lease(step));
                if (!answer.outcome().equals("not_live")) {
                    held.adopt(answer);
                }
            }
        }

        private void use(Step step, Held held) {
            UsageEvent event =
                    Usage.of(holder, journal.size() + 1, life.wallet, step.tokens())
                            .under(Ids.at(life.nowMs()))
                            .by(step.own() ? life.key : life.other, step.own())
                            .event();
            life.excess += Math.max(0, step.tokens() - held.free());
            held.used += step.tokens();
            journal.add(new Used(event, life.day, step.own(), step.tokens()));
            life.usedByAll.merge(life.day, (long) step.tokens(), Long::sum);
            if (step.own()) {
                life.usedByKey.merge(life.day, (long) step.tokens(), Long::sum);
            }
        }

        /// Ships the whole journal, again too.
        private void settle() throws SQLException {
            books.ship(journal.stream().map(Used::event).toList());
            settling.all();
            for (Used used : journal) {
                if (settled.add(used.event().id())) {
                    life.settledByAll.merge(used.day(), used.tokens(), Long::sum);
                    if (used.own()) {
                        life.settledByKey.merge(used.day(), used.tokens(), Long::sum);
                    }
                }
            }
        }

        /// The successor ships the journal and closes this one.
        void end() throws SQLException {
            settle();
            assertThat(books.rows("SELECT billing.holder_close(?, ?)", holder, journal.size()))
                    .containsExactly(List.of("closed"));
        }
    }
}
