package dev.aibridge.billing.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Race;
import dev.aibridge.billing.books.Take;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.intake.Settling;
import dev.aibridge.common.usage.UsageEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final long ONE = 1_000_000;

    private Books books;
    private UUID holder;

    @BeforeEach
    void open() throws SQLException {
        books = Books.open();
        holder = books.holder();
    }

    @AfterEach
    void everyInvariantHolds() throws SQLException {
        assertThat(books.broken()).isEmpty();
        books.close();
    }

    private Take giveBack(Wallet wallet, long returned) throws SQLException {
        return Take.giveBack(books.gateway(), holder, wallet.id(), returned);
    }

    private Object close(UUID closing, long admitted) throws SQLException {
        return books.rows("SELECT billing.holder_close(?, ?)", closing, admitted)
                .getFirst()
                .getFirst();
    }

    @Test
    void aTakeThatIsRepeatedAfterALostAnswerIsAnsweredFromWhatIsKnown() throws SQLException {
        Wallet wallet = books.wallet(100 * ONE);
        Take first = books.take(holder, wallet.id(), 0, 0, ONE, 4 * ONE);
        Take again = books.take(holder, wallet.id(), 0, 0, ONE, 4 * ONE);
        assertThat(first.outcome()).isEqualTo("granted");
        assertThat(again.outcome()).isEqualTo("known");
        assertThat(again.granted()).isEqualTo(first.granted()).isEqualTo(4 * ONE);
    }

    @Test
    void aReturnThatIsRepeatedGivesBackOnce() throws SQLException {
        Wallet wallet = books.wallet(100 * ONE);
        books.take(holder, wallet.id(), 0, 0, ONE, 4 * ONE);
        for (int i = 0; i < 3; i++) {
            assertThat(giveBack(wallet, 3 * ONE).available()).isEqualTo(99 * ONE);
        }
        assertThat(giveBack(wallet, 50 * ONE).returned()).isEqualTo(4 * ONE);
    }

    @Test
    void nearEmptyALeaseIsWhatOneRequestNeeds() throws SQLException {
        Wallet wallet = books.wallet(8 * ONE);
        Take wide = books.take(holder, wallet.id(), 0, 0, ONE, 4 * ONE);
        assertThat(wide.exact()).isFalse();
        assertThat(wide.granted()).isEqualTo(4 * ONE);
        Take exact = books.take(holder, wallet.id(), 4 * ONE, 0, ONE, 4 * ONE);
        assertThat(exact.exact()).isTrue();
        assertThat(exact.granted()).isEqualTo(5 * ONE);
    }

    @Test
    void moneyThatOthersHoldMakesBusyAndTooLittleMakesBroke() throws SQLException {
        Wallet wallet = books.wallet(3 * ONE);
        books.take(holder, wallet.id(), 2 * ONE);
        UUID other = books.holder();
        assertThat(books.take(other, wallet.id(), 2 * ONE).outcome()).isEqualTo("busy");
        assertThat(books.take(other, wallet.id(), 4 * ONE).outcome()).isEqualTo("broke");
        assertThat(books.take(other, wallet.id(), Long.MAX_VALUE).outcome()).isEqualTo("broke");
        books.run("UPDATE billing.wallet SET status = 'suspended'");
        assertThat(books.take(other, wallet.id(), ONE).outcome()).isEqualTo("suspended");
    }

    @Test
    void aHolderThatIsNotLiveGetsNothingButHearsWhatItHolds() throws SQLException {
        Wallet wallet = books.wallet(100 * ONE);
        books.take(holder, wallet.id(), ONE);
        books.run("UPDATE billing.holder SET state = 'suspect', suspect_since = now()");
        Take refused = books.take(holder, wallet.id(), ONE, 0, ONE, ONE);
        assertThat(refused.outcome()).isEqualTo("not_live");
        assertThat(refused.granted()).isEqualTo(ONE);
        books.ask("SELECT state FROM billing.holder_heartbeat(?, 0, false)", holder);
        assertThat(books.take(holder, wallet.id(), ONE, 0, ONE, ONE).outcome())
                .isEqualTo("granted");
    }

    @Test
    void closingWaitsUntilAllEventsAreBooked() throws SQLException {
        Wallet wallet = books.wallet(100 * ONE);
        books.take(holder, wallet.id(), ONE);
        assertThat(close(holder, 2)).isEqualTo("pending");
        books.ship(
                List.of(
                        Usage.of(holder, 1, wallet, 1).event(),
                        Usage.of(holder, 2, wallet, 1).event()));
        assertThat(close(holder, 2)).isEqualTo("pending");
        new Settling(books, 500).all();
        for (int i = 0; i < 2; i++) {
            assertThat(close(holder, 2)).isEqualTo("closed");
        }
        assertThat(books.number("SELECT leased FROM billing.wallet")).isZero();
        assertThat(books.take(holder, wallet.id(), ONE).outcome()).isEqualTo("not_live");
        assertThat(close(UUID.randomUUID(), 0)).isEqualTo("unknown");
    }

    @Race
    void tenGatewaysDrainAWalletToExactlyZero() throws Exception {
        List<UUID> gateways = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            gateways.add(books.holder());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            Wallet wallet = books.wallet(25 * ONE);
            List<Callable<Long>> takers =
                    gateways.stream().<Callable<Long>>map(g -> () -> drain(g, wallet)).toList();
            long granted = 0;
            for (Future<Long> taken : threads.invokeAll(takers)) {
                granted += taken.get();
            }
            assertThat(granted).isEqualTo(25 * ONE);
        }
        assertThat(books.number("SELECT sum(posted - leased) FROM billing.wallet")).isZero();
    }

    private long drain(UUID gateway, Wallet wallet) throws SQLException {
        Take take = books.take(gateway, wallet.id(), ONE);
        while (take.outcome().equals("granted")) {
            take = books.take(gateway, wallet.id(), take.granted(), 0, ONE, ONE);
        }
        return take.granted();
    }

    @Race
    void takesReturnsSettlementAndClosingTogetherNeverDeadlock() throws Exception {
        List<Wallet> wallets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            wallets.add(books.wallet(1_000 * ONE));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<Long>> work = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                work.add(() -> live(wallets));
            }
            for (Future<Long> events : threads.invokeAll(work)) {
                assertThat(events.get()).isEqualTo(50);
            }
        }
        assertThat(books.number("SELECT sum(leased) FROM billing.wallet")).isZero();
        assertThat(books.number("SELECT count(*) FROM usage.event")).isEqualTo(300);
    }

    /// A gateway's whole life: takes, events, returns, the end.
    private long live(List<Wallet> wallets) throws SQLException {
        UUID gateway = books.holder();
        Settling settling = new Settling(books, 7);
        long seq = 0;
        for (int round = 0; round < 10; round++) {
            List<UsageEvent> events = new ArrayList<>();
            for (Wallet wallet : wallets) {
                books.take(gateway, wallet.id(), 0, 0, ONE, ONE);
                events.add(Usage.of(gateway, ++seq, wallet, 3).event());
            }
            books.ship(events);
            settling.all();
        }
        while (!"closed".equals(close(gateway, seq))) {
            settling.all();
        }
        return seq;
    }
}
