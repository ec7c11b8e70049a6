package dev.aibridge.billing.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Ids;
import dev.aibridge.billing.books.Race;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.rating.Rating;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageEventCodec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettlementTest {

    private static final long PLENTY = 1_000_000_000L;
    private static final long CHARGE = 10 * Usage.INPUT;

    private Books books;
    private Settling settling;
    private UUID holder;

    @BeforeEach
    void open() throws SQLException {
        books = Books.open();
        settling = new Settling(books, 500);
        holder = books.holder();
    }

    @AfterEach
    void everyInvariantHolds() throws SQLException {
        assertThat(books.broken()).filteredOn(line -> !line.startsWith("Q1")).isEmpty();
        assertThat(books.number("SELECT count(*) FROM usage.intake")).isZero();
        books.close();
    }

    private long posted(Wallet wallet) throws SQLException {
        return books.number("SELECT posted FROM billing.wallet WHERE id = ?", wallet.id());
    }

    private long quarantined() throws SQLException {
        return books.number("SELECT count(*) FROM usage.quarantine");
    }

    private long booked() throws SQLException {
        return books.number("SELECT count(*) FROM usage.event");
    }

    private void settle(UsageEvent... events) throws SQLException {
        books.ship(List.of(events));
        settling.all();
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void whoPaysFollowsTheOutcome(Outcome outcome) throws SQLException {
        Wallet wallet = books.wallet(PLENTY);
        books.take(holder, wallet.id(), CHARGE);
        settle(Usage.of(holder, 1, wallet, 10).as(outcome).event());
        long paid = outcome.payer() == Outcome.Payer.CUSTOMER ? CHARGE : 0;
        long goodwill = outcome.payer() == Outcome.Payer.GOODWILL ? CHARGE : 0;
        assertThat(
                        books.rows(
                                "SELECT charge, paid, goodwill, overrun, balance_after, outcome"
                                        + " FROM usage.event"))
                .containsExactly(
                        List.of(
                                paid + goodwill,
                                paid,
                                goodwill,
                                0L,
                                PLENTY - paid,
                                outcome.name()));
        assertThat(posted(wallet)).isEqualTo(PLENTY - paid);
        assertThat(books.number("SELECT leased FROM billing.wallet")).isEqualTo(CHARGE - paid);
        assertThat(books.number("SELECT booked FROM billing.holder")).isEqualTo(1);
    }

    @Test
    void aChargeIsPaidFromItsLeaseThenFromWhatIsAvailableThenLost() throws SQLException {
        Wallet wallet = books.wallet(8 * CHARGE);
        books.take(holder, wallet.id(), CHARGE);
        UUID other = books.holder();
        books.take(other, wallet.id(), CHARGE);
        settle(Usage.of(holder, 1, wallet, 100).event());
        assertThat(books.rows("SELECT charge, paid, overrun, balance_after FROM usage.event"))
                .containsExactly(List.of(10 * CHARGE, 7 * CHARGE, 3 * CHARGE, CHARGE));
        assertThat(books.rows("SELECT posted, leased FROM billing.wallet"))
                .containsExactly(List.of(CHARGE, CHARGE));
        assertThat(
                        books.number(
                                "SELECT sum(amount) FROM billing.entry"
                                        + " WHERE account = 'overrun_loss'"))
                .isEqualTo(-3 * CHARGE);
    }

    @Test
    void aSuspendedWalletPaysWhatItUsed() throws SQLException {
        Wallet wallet = books.wallet(PLENTY);
        books.run("UPDATE billing.wallet SET status = 'suspended'");
        settle(Usage.of(holder, 1, wallet, 10).event());
        assertThat(posted(wallet)).isEqualTo(PLENTY - CHARGE);
    }

    @Test
    void anEventThatArrivesAgainChangesNothing() throws SQLException {
        Wallet wallet = books.wallet(PLENTY);
        UsageEvent event = Usage.of(holder, 1, wallet, 10).event();
        for (int i = 0; i < 3; i++) {
            settle(event);
        }
        assertThat(posted(wallet)).isEqualTo(PLENTY - CHARGE);
        assertThat(booked()).isEqualTo(1);
        assertThat(quarantined()).isZero();
        assertThat(books.number("SELECT booked FROM billing.holder")).isEqualTo(1);
    }

    @Test
    void anotherEventUnderABookedIdIsQuarantinedAndTheFirstStaysBooked() throws SQLException {
        Wallet wallet = books.wallet(PLENTY);
        Usage first = Usage.of(holder, 1, wallet, 10);
        settle(first.event());
        settle(Usage.of(holder, 1, wallet, 99).under(first.id()).event());
        settle(Usage.of(holder, 1, wallet, 99).under(first.id()).event());
        assertThat(posted(wallet)).isEqualTo(PLENTY - CHARGE);
        assertThat(quarantined()).isEqualTo(1);
        assertThat(settling.counted("aibridge_settlement_conflicts")).isEqualTo(2);
        assertThat(books.number("SELECT booked FROM billing.holder")).isEqualTo(1);
    }

    @Test
    void aChargeThatTheGatewayGotWrongIsBookedAsBillingSays() throws SQLException {
        Wallet wallet = books.wallet(PLENTY);
        Usage usage = Usage.of(holder, 1, wallet, 10);
        settle(usage.priced(Usage.MODEL, 1, usage.counts(), 1).event());
        assertThat(posted(wallet)).isEqualTo(PLENTY - CHARGE);
        assertThat(settling.counted("aibridge_settlement_mismatches")).isEqualTo(1);
    }

    @Test
    void anEventIsRatedByTheBookOfItsAdmission() throws SQLException {
        Wallet wallet = books.wallet(PLENTY);
        long dearer =
                books.number(
                        "SELECT catalog.publish_book(now(), 'dearer', jsonb_build_object(?, (SELECT"
                                + " to_jsonb(array_agg(2 * m)) FROM catalog.price, unnest(ppm) m"
                                + " WHERE model_id = ?)))",
                        Usage.MODEL,
                        Usage.MODEL);
        Usage old = Usage.of(holder, 1, wallet, 10);
        Usage late = Usage.of(holder, 2, wallet, 10);
        settle(old.event(), late.priced(Usage.MODEL, dearer, late.counts(), 2 * CHARGE).event());
        assertThat(posted(wallet)).isEqualTo(PLENTY - 3 * CHARGE);
        assertThat(settling.counted("aibridge_settlement_mismatches")).isZero();
    }

    @Test
    void eachEventThatCannotBeBookedIsQuarantinedAloneAndItsBatchGoesOn() throws SQLException {
        Wallet wallet = books.wallet(PLENTY);
        Counts huge = Counts.NONE.with(Bucket.INPUT, Rating.MAX_COUNT);
        Counts absurd = Counts.NONE.with(Bucket.INPUT, Rating.MAX_COUNT + 1);
        Usage usage = Usage.of(holder, 1, wallet, 10);
        Wallet unknown = new Wallet(UUID.randomUUID(), wallet.tenant());
        Wallet foreign = new Wallet(wallet.id(), UUID.randomUUID());
        List<UsageEvent> bad = new ArrayList<>();
        bad.add(Usage.of(holder, 2, wallet, 1).priced("no-such-model", 1, huge, 1).event());
        bad.add(Usage.of(holder, 3, wallet, 1).priced(Usage.MODEL, 99, huge, 1).event());
        bad.add(Usage.of(holder, 4, wallet, 1).priced(Usage.MODEL, 1, absurd, 1).event());
        bad.add(Usage.of(holder, 5, unknown, 1).event());
        bad.add(Usage.of(holder, 6, foreign, 1).event());
        bad.add(Usage.of(holder, 7, wallet, 1).under(UUID.randomUUID()).event());
        books.run(
                "INSERT INTO usage.intake (id, holder_id, seq, body) VALUES (?, ?, 8, ?)",
                Ids.next(),
                holder,
                new byte[] {1, 2, 3});
        books.ship(bad);
        settle(usage.event());
        assertThat(posted(wallet)).isEqualTo(PLENTY - CHARGE);
        assertThat(booked()).isEqualTo(1);
        assertThat(quarantined()).isEqualTo(7);
        assertThat(books.number("SELECT count(DISTINCT reason) FROM usage.quarantine"))
                .isEqualTo(7);
        assertThat(books.number("SELECT booked FROM billing.holder")).isEqualTo(8);
    }

    @Test
    void anEventThatBreaksItsTransactionIsFoundByHalvingAndQuarantined() throws SQLException {
        Wallet wallet = books.wallet(PLENTY);
        Wallet poisoned = books.wallet(PLENTY);
        books.run("ALTER TABLE usage.event ADD CHECK (wallet_id <> '" + poisoned.id() + "'::uuid)");
        List<UsageEvent> events = new ArrayList<>();
        for (int seq = 1; seq <= 21; seq++) {
            events.add(Usage.of(holder, seq, seq == 9 ? poisoned : wallet, 1).event());
        }
        settle(events.toArray(UsageEvent[]::new));
        assertThat(booked()).isEqualTo(20);
        assertThat(posted(wallet)).isEqualTo(PLENTY - 20 * Usage.INPUT);
        assertThat(posted(poisoned)).isEqualTo(PLENTY);
        assertThat(books.number("SELECT seq FROM usage.quarantine")).isEqualTo(9);
        assertThat(books.number("SELECT booked FROM billing.holder")).isEqualTo(21);
    }

    @Test
    void aQuarantinedEventThatComesAgainAndCanBeBookedLeaves() throws SQLException {
        Wallet wallet = books.wallet(PLENTY);
        books.run(
                "ALTER TABLE usage.event ADD CONSTRAINT poisoned CHECK (wallet_id <> '"
                        + wallet.id()
                        + "'::uuid)");
        Usage usage = Usage.of(holder, 1, wallet, 10);
        settle(usage.event());
        Usage other = Usage.of(holder, 1, wallet, 20).under(usage.event().id());
        settle(other.event());
        assertThat(quarantined()).isEqualTo(2);
        books.run("ALTER TABLE usage.event DROP CONSTRAINT poisoned");
        settle(usage.event());
        assertThat(posted(wallet)).isEqualTo(PLENTY - CHARGE);
        assertThat(books.number("SELECT booked FROM billing.holder")).isOne();
        assertThat(books.ask("SELECT body FROM usage.quarantine"))
                .isEqualTo(UsageEventCodec.toBytes(other.event()));
        books.run("DELETE FROM usage.quarantine");
        assertThat(books.broken()).isEmpty();
    }

    @Test
    void anEventOfAClosedHolderIsPaidFromWhatIsAvailable() throws SQLException {
        Wallet wallet = books.wallet(PLENTY);
        books.take(holder, wallet.id(), CHARGE);
        books.ask("SELECT billing.declare_lost(?, 'declared_lost', 'test')", holder);
        settle(Usage.of(holder, 1, wallet, 10).event());
        assertThat(books.rows("SELECT posted, leased FROM billing.wallet"))
                .containsExactly(List.of(PLENTY - CHARGE, 0L));
    }

    @Test
    void oldAndFutureEventsAreBookedWithoutAPartitionOfTheirOwn() throws SQLException {
        Wallet wallet = books.wallet(PLENTY);
        long now = System.currentTimeMillis();
        long year = 365L * 86_400_000;
        Usage old = Usage.of(holder, 1, wallet, 10).under(Ids.at(now - year));
        Usage future = Usage.of(holder, 2, wallet, 10).under(Ids.at(now + 9 * 86_400_000L));
        settle(old.event(), future.event());
        assertThat(books.number("SELECT count(*) FROM usage.event_late")).isEqualTo(2);
        books.ask("SELECT usage.make_partitions(12)::text");
        settle(old.event(), future.event());
        assertThat(posted(wallet)).isEqualTo(PLENTY - 2 * CHARGE);
    }

    @Race
    void settlersSideBySideBookEveryEventOnce() throws Exception {
        List<Wallet> wallets = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            wallets.add(books.wallet(PLENTY));
        }
        List<UsageEvent> events = new ArrayList<>();
        for (int seq = 1; seq <= 700; seq++) {
            events.add(Usage.of(holder, seq, wallets.get(seq % 7), 1).event());
        }
        books.ship(events);
        List<Thread> settlers = new ArrayList<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 3; i++) {
            Settling own = new Settling(books, 20);
            Thread settler = Thread.ofPlatform().unstarted(() -> drain(own));
            settler.setUncaughtExceptionHandler((_, e) -> failures.add(e));
            settlers.add(settler);
        }
        settlers.forEach(Thread::start);
        books.ship(events); // shipped again while the first are booked
        for (Thread settler : settlers) {
            settler.join();
        }
        settling.all();
        assertThat(failures).isEmpty();
        assertThat(booked()).isEqualTo(700);
        for (Wallet wallet : wallets) {
            assertThat(posted(wallet)).isEqualTo(PLENTY - 100 * Usage.INPUT);
        }
    }

    private static void drain(Settling settling) {
        try {
            settling.all();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nothingIsBookedWhileTheDatabaseRefusesAndAllOfItAfter() throws SQLException {
        Wallet wallet = books.wallet(PLENTY);
        books.ship(Usage.of(holder, 1, wallet, 10).event());
        books.run("REVOKE UPDATE ON billing.wallet FROM aibridge_billing");
        assertThatThrownBy(() -> settling.all())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        assertThat(posted(wallet)).isEqualTo(PLENTY);
        assertThat(quarantined()).isZero();
        books.run("GRANT UPDATE ON billing.wallet TO aibridge_billing");
        settling.all();
        assertThat(posted(wallet)).isEqualTo(PLENTY - CHARGE);
    }
}
