package dev.aibridge.billing.caps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Ids;
import dev.aibridge.billing.books.Take;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.intake.Settling;
import dev.aibridge.common.usage.UsageEvent;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapsTest {

    private static final long ONE = Usage.INPUT;
    private static final UUID ALL = UsageEvent.SHARED;

    private Books books;
    private UUID holder;
    private Wallet wallet;
    private UUID key;
    private long seq;

    @BeforeEach
    void open() throws SQLException {
        books = Books.open();
        holder = books.holder();
        wallet = books.wallet(1_000 * ONE);
        key = books.key(wallet);
    }

    @AfterEach
    void everyInvariantHolds() throws SQLException {
        assertThat(books.broken()).isEmpty();
        books.close();
    }

    private Take take(long tokens) throws SQLException {
        return books.take(holder, wallet.id(), 0, 0, tokens * ONE, tokens * ONE, key);
    }

    private void cap(UUID whose, String span, long tokens) throws SQLException {
        assertThat(books.cap(wallet, whose, span, tokens * ONE)).isEqualTo("set");
    }

    private void use(int tokens, boolean own) throws SQLException {
        books.ship(Usage.of(holder, ++seq, wallet, tokens).by(key, own).event());
        new Settling(books, 500).all();
    }

    private long used(String span) throws SQLException {
        return books.number("SELECT used FROM billing.budget WHERE span = ?", span) / ONE;
    }

    /// Puts the running window into the past.
    private void end(String span) throws SQLException {
        books.run(
                "UPDATE billing.budget SET starts_at = now() - interval '3 days',"
                        + " ends_at = now() - interval '2 days' WHERE span = ?",
                span);
    }

    @ParameterizedTest
    @CsvSource({"9, granted", "10, granted", "11, capped"})
    void aCapIsReachedAndNeverPassed(long tokens, String outcome) throws SQLException {
        cap(key, "day", 10);
        Take take = take(tokens);
        assertThat(take.outcome()).isEqualTo(outcome);
        assertThat(take.granted()).isEqualTo(outcome.equals("granted") ? tokens * ONE : 0);
    }

    @Test
    void whatWasUsedIsGoneAndWhatIsLeasedMayComeBack() throws SQLException {
        cap(key, "day", 10);
        take(6);
        assertThat(take(5).outcome()).isEqualTo("known");
        UUID other = books.holder();
        Take busy = books.take(other, wallet.id(), 0, 0, 5 * ONE, 5 * ONE, key);
        assertThat(busy.outcome()).isEqualTo("busy");
        assertThat(busy.available()).isEqualTo(4 * ONE);
        use(6, true);
        assertThat(used("day")).isEqualTo(6);
        Take capped = books.take(other, wallet.id(), 0, 0, 5 * ONE, 5 * ONE, key);
        assertThat(capped.outcome()).isEqualTo("capped");
        assertThat(capped.capRest()).isEqualTo(4 * ONE);
        assertThat(capped.capUntilMs())
                .isEqualTo(
                        books.number(
                                "SELECT extract(epoch FROM ends_at) * 1000 FROM billing.budget"));
        assertThat(books.take(other, wallet.id(), 0, 0, 4 * ONE, 4 * ONE, key).outcome())
                .isEqualTo("granted");
    }

    @Test
    void aTenantsCapIsOverAllItsKeysAndTheTightestOneBinds() throws SQLException {
        cap(ALL, "month", 20);
        cap(key, "total", 15);
        cap(key, "day", 12);
        assertThat(take(13).outcome()).isEqualTo("capped");
        assertThat(take(12).outcome()).isEqualTo("granted");
        UUID other = books.holder();
        assertThat(books.take(other, wallet.id(), 9 * ONE).outcome()).isEqualTo("busy");
        assertThat(books.take(other, wallet.id(), 21 * ONE).outcome()).isEqualTo("capped");
        assertThat(books.take(other, wallet.id(), 8 * ONE).outcome()).isEqualTo("granted");
        use(12, true);
        assertThat(List.of(used("day"), used("month"), used("total")))
                .containsExactly(12L, 12L, 12L);
    }

    @Test
    void aCapForEverNamesNoEnd() throws SQLException {
        cap(key, "total", 1);
        Take capped = take(2);
        assertThat(capped.outcome()).isEqualTo("capped");
        assertThat(capped.capUntilMs()).isNull();
    }

    @Test
    void whatWasSpentBeforeACapWasSetCounts() throws SQLException {
        books.take(holder, wallet.id(), 30 * ONE);
        use(7, false);
        for (String span : List.of("day", "week", "month", "total")) {
            cap(key, span, 10);
            assertThat(used(span)).as(span).isEqualTo(7);
        }
        use(2, false);
        assertThat(used("day")).isEqualTo(9);
        assertThat(take(1).outcome()).isEqualTo("granted");
    }

    @Test
    void whatRanWhenTheCapWasSetIsItsOnlyExcess() throws SQLException {
        books.take(holder, wallet.id(), 50 * ONE);
        cap(key, "day", 10);
        use(50, false);
        assertThat(used("day")).isEqualTo(50);
        assertThat(take(1).outcome()).isEqualTo("capped");
        assertThat(books.number("SELECT excess FROM billing.budget")).isEqualTo(50 * ONE);
    }

    @Test
    void aCapBelowWhatIsUsedRefusesAtOnceAndARaisedOneServes() throws SQLException {
        cap(key, "day", 10);
        take(8);
        use(8, true);
        cap(key, "day", 5);
        assertThat(books.take(holder, wallet.id(), 8 * ONE, 0, 0, 0, key).outcome())
                .isEqualTo("capped");
        cap(key, "day", 20);
        assertThat(books.take(holder, wallet.id(), 8 * ONE, 0, 12 * ONE, 12 * ONE, key).outcome())
                .isEqualTo("granted");
        assertThat(books.cap(wallet, key, "day", null)).isEqualTo("set");
        assertThat(books.number("SELECT count(*) FROM billing.wallet WHERE capped")).isZero();
    }

    @Test
    void aNewWindowBeginsAtZeroAndKeepsWhatIsLeased() throws SQLException {
        cap(key, "day", 10);
        take(10);
        use(6, true);
        books.ask(
                "SELECT 1 FROM billing.roll_budgets(?, now() + interval '1 day')", wallet.tenant());
        assertThat(used("day")).isZero();
        UUID other = books.holder();
        assertThat(books.take(other, wallet.id(), 0, 0, 7 * ONE, 7 * ONE, key).outcome())
                .isEqualTo("busy");
        assertThat(books.take(other, wallet.id(), 0, 0, 6 * ONE, 6 * ONE, key).outcome())
                .isEqualTo("granted");
    }

    @Test
    void aWindowThatEndedIsRolledOnByTheNextTakeAndByTheNextSettlement() throws SQLException {
        cap(key, "day", 10);
        take(10);
        end("day");
        use(6, true);
        assertThat(used("day")).isEqualTo(6);
        end("day");
        UUID other = books.holder();
        Take take = books.take(other, wallet.id(), 0, 0, 6 * ONE, 6 * ONE, key);
        assertThat(take.outcome()).isEqualTo("capped");
        assertThat(books.number("SELECT count(*) FROM billing.budget WHERE ends_at > now()"))
                .isEqualTo(1);
        assertThat(used("day")).isEqualTo(6);
    }

    @Test
    void yesterdaysEventsSettleWithoutUsingToday() throws SQLException {
        cap(key, "day", 10);
        take(10);
        UUID yesterday = Ids.at(System.currentTimeMillis() - 86_400_000);
        books.ship(Usage.of(holder, ++seq, wallet, 8).under(yesterday).by(key, true).event());
        new Settling(books, 500).all();
        assertThat(used("day")).isZero();
        UUID other = books.holder();
        Take take = books.take(other, wallet.id(), 0, 0, 8 * ONE, 8 * ONE, key);
        assertThat(take.outcome()).isEqualTo("granted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"own_word", "declared_lost", "silence"})
    void evidenceReleasesWhatWasLeasedUnderIt(String evidence) throws SQLException {
        cap(key, "day", 10);
        take(10);
        UUID other = books.holder();
        if (evidence.equals("own_word")) {
            books.ask("SELECT billing.holder_close(?, 0)", holder);
        } else {
            books.ask("SELECT billing.declare_lost(?, ?, 'test')", holder, evidence);
        }
        assertThat(books.take(other, wallet.id(), 0, 0, 10 * ONE, 10 * ONE, key).outcome())
                .isEqualTo("granted");
    }

    @Test
    void aCustomerCannotPassAnAdminsCeiling() throws SQLException {
        assertThat(
                        books.ask(
                                "SELECT billing.set_cap(?, ?, 'day', ?, true)",
                                wallet.tenant(),
                                key,
                                10 * ONE))
                .isEqualTo("set");
        assertThat(books.cap(wallet, key, "day", 11 * ONE)).isEqualTo("above_ceiling");
        assertThat(take(11).outcome()).isEqualTo("capped");
        cap(key, "day", 5);
        assertThat(take(6).outcome()).isEqualTo("capped");
        assertThat(books.cap(wallet, key, "day", null)).isEqualTo("set");
        assertThat(take(10).outcome()).isEqualTo("granted");
        assertThat(books.cap(wallet, UUID.randomUUID(), "day", ONE)).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource({
        // Nepal is 5:45 ahead.
        "day,   Asia/Kathmandu,   2026-05-10 18:14:59Z, 2026-05-09 18:15:00Z, 2026-05-10 18:15:00Z",
        "day,   Asia/Kathmandu,   2026-05-10 18:15:00Z, 2026-05-10 18:15:00Z, 2026-05-11 18:15:00Z",
        // The day on which Berlin's clocks go forward has 23 hours, the one back 25.
        "day,   Europe/Berlin,    2026-03-29 12:00:00Z, 2026-03-28 23:00:00Z, 2026-03-29 22:00:00Z",
        "day,   Europe/Berlin,    2026-10-25 12:00:00Z, 2026-10-24 22:00:00Z, 2026-10-25 23:00:00Z",
        // Cuba's clocks go back at one, to midnight.
        "day,   America/Havana,   2026-11-01 04:30:00Z, 2026-10-31 04:00:00Z, 2026-11-01 05:00:00Z",
        "day,   America/Havana,   2026-11-01 05:30:00Z, 2026-11-01 05:00:00Z, 2026-11-02 05:00:00Z",
        // In Lebanon they go forward at midnight.
        "day,   Asia/Beirut,      2026-03-28 22:00:00Z, 2026-03-28 22:00:00Z, 2026-03-29 21:00:00Z",
        "week,  UTC,              2026-11-22 23:59:59Z, 2026-11-16 00:00:00Z, 2026-11-23 00:00:00Z",
        "week,  UTC,              2026-11-23 00:00:00Z, 2026-11-23 00:00:00Z, 2026-11-30 00:00:00Z",
        "month, America/New_York, 2026-11-15 00:00:00Z, 2026-11-01 04:00:00Z, 2026-12-01 05:00:00Z",
        "month, UTC,              2028-02-29 00:00:00Z, 2028-02-01 00:00:00Z, 2028-03-01 00:00:00Z",
    })
    void aWindowIsOneOfTheTenantsCalendar(
            String span, String zone, String at, String starts, String ends) throws SQLException {
        assertThat(
                        books.rows(
                                "SELECT starts_at = ?::timestamptz, ends_at = ?::timestamptz"
                                        + " FROM billing.cap_window(?, ?, ?::timestamptz)",
                                starts,
                                ends,
                                span,
                                zone,
                                at))
                .containsExactly(List.of(true, true));
    }

    @Test
    void aTenantsZoneSaysWhenItsWindowsBegin() throws SQLException {
        books.run("UPDATE accounts.tenant SET time_zone = 'Asia/Kathmandu'");
        cap(key, "day", 10);
        assertThat(
                        books.ask(
                                "SELECT to_char(starts_at AT TIME ZONE 'Asia/Kathmandu', 'HH24:MI')"
                                        + " FROM billing.budget"))
                .isEqualTo("00:00");
        assertThatThrownBy(() -> books.run("UPDATE accounts.tenant SET time_zone = 'Nowhere/Land'"))
                .isInstanceOf(SQLException.class);
    }
}
