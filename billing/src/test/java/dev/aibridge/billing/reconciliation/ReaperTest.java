package dev.aibridge.billing.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.intake.Settling;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReaperTest {

    private static final long ONE = 1_000_000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ReconciliationSettings settings = new Ticks(12, 20);
    private final ReconciliationMetrics metrics = new ReconciliationMetrics(meters);
    private final Reaper reaper = new Reaper(settings, metrics);

    private Books books;
    private UUID holder;
    private Wallet wallet;

    @BeforeEach
    void aHolderWithALease() throws SQLException {
        books = Books.open();
        holder = books.holder();
        wallet = books.wallet(100 * ONE);
        books.take(holder, wallet.id(), ONE);
    }

    @AfterEach
    void close() {
        books.close();
    }

    private void tick(int times) throws SQLException {
        try (Connection connection = books.billing().getConnection()) {
            for (int i = 0; i < times; i++) {
                reaper.tick(connection);
            }
        }
    }

    private Object state() throws SQLException {
        return books.rows("SELECT state FROM billing.holder WHERE id = ?", holder)
                .getFirst()
                .getFirst();
    }

    private long leased() throws SQLException {
        return books.number("SELECT leased FROM billing.wallet WHERE id = ?", wallet.id());
    }

    @Test
    void aSilentHolderIsSuspectAfterTwelveTicksAndItsMoneyStays() throws SQLException {
        tick(11);
        assertThat(state()).isEqualTo("live");
        tick(1);
        assertThat(state()).isEqualTo("suspect");
        assertThat(leased()).isEqualTo(ONE);
    }

    @Test
    void aHeartbeatStartsTheCountAnewAndRevives() throws SQLException {
        tick(15);
        books.ask("SELECT state FROM billing.holder_heartbeat(?, 0, false)", holder);
        assertThat(state()).isEqualTo("live");
        tick(11);
        assertThat(state()).isEqualTo("live");
    }

    @Test
    void aStepOfTheClockMakesNobodySuspect() throws SQLException {
        books.run("UPDATE billing.holder SET heartbeat = now() - interval '3 hours'");
        tick(1);
        assertThat(state()).isEqualTo("live");
        assertThat(leased()).isEqualTo(ONE);
    }

    @Test
    void silencePastTheLongestStreamGivesTheLeasesBackAndRaisesTheAlarm() throws SQLException {
        tick(19);
        assertThat(leased()).isEqualTo(ONE);
        tick(1);
        assertThat(state()).isEqualTo("closed");
        assertThat(leased()).isZero();
        assertThat(meters.counter("aibridge_holders_lost").count()).isEqualTo(1);
        assertThat(books.broken()).isEmpty();
        books.ship(Usage.of(holder, 1, wallet, 1).event());
        new Settling(books, 500).all();
        assertThat(books.broken()).isEmpty();
    }

    @Test
    void aLeaseThatWaitsForAQuarantinedEventGoesBackOnceThatIsResolved() throws SQLException {
        books.ship(
                Usage.of(holder, 1, wallet, 1)
                        .priced("no-such-model", 1, Usage.of(holder, 1, wallet, 1).counts(), 1)
                        .event());
        new Settling(books, 500).all();
        books.ask("SELECT billing.holder_close(?, 1)", holder);
        assertThat(state()).isEqualTo("closed");
        tick(1);
        assertThat(leased()).isEqualTo(ONE);
        books.run("DELETE FROM usage.quarantine");
        tick(1);
        assertThat(leased()).isZero();
    }

    @Test
    void theProofShowsEachInvariantAsAGauge() throws SQLException {
        books.run("UPDATE billing.wallet SET posted = posted + 1");
        try (Connection connection = books.billing().getConnection()) {
            new Proof(settings, metrics).runWhole(connection);
        }
        assertThat(meters.get("aibridge_invariant").tag("code", "L3").gauge().value()).isZero();
        assertThat(meters.get("aibridge_invariant").tag("code", "L1").gauge().value()).isEqualTo(1);
    }

    record Ticks(int suspectTicks, int lostTicks) implements ReconciliationSettings {

        @Override
        public Duration tick() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration partitions() {
            return Duration.ofDays(1);
        }

        @Override
        public int partitionDays() {
            return 7;
        }

        @Override
        public Duration proof() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration proofLimit() {
            return Duration.ofMinutes(1);
        }

        @Override
        public LocalTime wholeProofAt() {
            return LocalTime.of(3, 0);
        }

        @Override
        public Duration wholeProofLimit() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration wholeProofRetry() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration proofAge() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration stop() {
            return Duration.ofSeconds(3);
        }
    }
}
