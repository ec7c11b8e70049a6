package dev.aibridge.billing.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Ids;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.statements.StatementSettings;
import dev.aibridge.common.usage.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageRetentionTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Books books;
    private OldDays old;

    @BeforeEach
    void open() throws SQLException {
        books = Books.open();
        old = new OldDays(books);
    }

    @AfterEach
    void close() {
        books.close();
    }

    private static <T> T settings(Class<T> mapping, String... values) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder()
                        .withMapping(mapping)
                        .withConverter(Duration.class, 200, new DurationConverter());
        for (int i = 0; i < values.length; i += 2) {
            builder.withDefaultValue(values[i], values[i + 1]);
        }
        return builder.build().getConfigMapping(mapping);
    }

    private UsageRetention keeping(int days) {
        return new UsageRetention(
                books.billing(),
                settings(
                        RetentionSettings.class,
                        "aibridge.retention.usage-days",
                        Integer.toString(days)),
                settings(StatementSettings.class),
                meters);
    }

    private long events() throws SQLException {
        return books.number("SELECT count(*) FROM usage.event");
    }

    private List<String> sealed() throws SQLException {
        return books.rows("SELECT day::text FROM usage.seal ORDER BY day").stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
    }

    private void damage(String how) throws SQLException {
        try (Connection connection = books.owner().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute(how);
            statement.execute("SET session_replication_role = origin");
        }
    }

    /// Two days in one transaction of the ledger, one of them without a partition, and today.
    @Test
    void oldDaysGoAndEveryProofStaysWhole() throws SQLException {
        old.partition(500);
        old.use(500, 499);
        old.use(500);
        old.use(499, 0);
        old.end();
        assertThat(old.broken()).isEmpty();
        long posted = old.posted();
        long sums = books.number("SELECT sum(requests) FROM usage.total");

        keeping(400).removeOldDays();

        assertThat(sealed())
                .containsExactly(OldDays.day(500).toString(), OldDays.day(499).toString());
        assertThat(events()).isEqualTo(Outcome.values().length);
        assertThat(books.rows("SELECT FROM billing.days_past(400)")).isEmpty();
        assertThat(books.rows("SELECT code FROM billing.prove(false) WHERE NOT ok")).isEmpty();
        assertThat(books.broken()).isEmpty();
        assertThat(old.broken()).isEmpty();
        assertThat(books.rows("SELECT code FROM billing.prove(false) WHERE NOT ok")).isEmpty();
        assertThat(old.posted()).isEqualTo(posted);
        assertThat(books.number("SELECT sum(requests) FROM usage.total")).isEqualTo(sums);
        assertThat(meters.get("aibridge_retention_days_waiting").gauge().value()).isZero();
    }

    @Test
    void theLastDayThatIsKeptStays() throws SQLException {
        old.use(401, 400);
        old.end();
        assertThat(old.broken()).isEmpty();
        keeping(400).removeOldDays();
        assertThat(sealed()).containsExactly(OldDays.day(401).toString());
        assertThat(events()).isEqualTo(Outcome.values().length);
        assertThat(books.broken()).isEmpty();
    }

    @Test
    void whatWasBookedOnADayThatIsGoneIsNotBookedAgain() throws SQLException {
        old.partition(500);
        old.use(500);
        old.end();
        assertThat(old.broken()).isEmpty();
        keeping(400).removeOldDays();
        long posted = old.posted();

        old.again();
        old.again();

        assertThat(events()).isZero();
        assertThat(books.number("SELECT count(*) FROM usage.intake")).isZero();
        assertThat(books.number("SELECT count(*) FROM usage.quarantine")).isZero();
        assertThat(old.posted()).isEqualTo(posted);
        assertThat(books.broken()).isEmpty();
    }

    /// Bytes that nobody can read, under the number of a request that was booked.
    @Test
    void whatCannotBeBookedIsNotCountedAgain() throws SQLException {
        old.use(500);
        old.end();
        assertThat(old.broken()).isEmpty();
        keeping(400).removeOldDays();
        books.run(
                "INSERT INTO usage.intake (id, holder_id, seq, body) VALUES (?, ?, 1, ?)",
                Ids.at(OldDays.noon(500)),
                old.holder,
                new byte[] {1, 2, 3});
        old.again();
        assertThat(books.number("SELECT count(*) FROM usage.quarantine")).isEqualTo(1);
        assertThat(books.broken()).singleElement().asString().startsWith("Q1");
    }

    /// A gateway that was declared lost, whose journal is found after all.
    @Test
    void whatComesNewOnADayThatIsGoneIsBookedAndSealedToo() throws SQLException {
        old.use(500);
        books.ask("SELECT billing.declare_lost(?, 'declared_lost', 'test')", old.holder);
        assertThat(old.broken()).isEmpty();
        keeping(400).removeOldDays();
        long posted = old.posted();

        Usage found = old.next(500);
        old.ship(found.event());
        old.ship(found.event());

        assertThat(old.posted()).isEqualTo(posted - found.charge());
        assertThat(events()).isEqualTo(1);
        assertThat(books.broken()).isEmpty();
        assertThat(old.broken()).isEmpty();
        keeping(400).removeOldDays();
        assertThat(events()).isZero();
        assertThat(books.number("SELECT events FROM usage.seal"))
                .isEqualTo(Outcome.values().length + 1L);
        assertThat(books.broken()).isEmpty();
        assertThat(old.broken()).isEmpty();
    }

    @Test
    void aDayThatIsNotProvedStays() throws SQLException {
        old.partition(500);
        old.use(500);
        old.end();
        assertThat(old.seal(500)).isEqualTo("it is not proved");
        assertThat(old.broken()).isEmpty();
        old.ship(Usage.of(books.holder(), 1, books.wallet(0), 1).event());
        assertThat(old.seal(500)).isNull();
    }

    @Test
    void aDayWithAnythingUnprovedStays() throws SQLException {
        old.use(500);
        assertThat(old.broken()).isEmpty();
        old.use(500);
        old.end();
        assertThat(old.seal(500)).isEqualTo("it is not proved");
        assertThat(books.rows("SELECT FROM billing.prove(false) WHERE NOT ok")).isEmpty();
        assertThat(old.seal(500)).isNull();
    }

    @Test
    void whileAFaultIsKnownEveryDayStays() throws SQLException {
        old.use(500);
        old.end();
        damage("UPDATE usage.event SET counts[2] = -1 WHERE seq = 1");
        assertThat(old.broken()).contains("U4");
        assertThat(old.seal(500)).isEqualTo("it is not proved");
        keeping(400).removeOldDays();
        assertThat(events()).isEqualTo(Outcome.values().length);
        assertThat(meters.get("aibridge_retention_days_waiting").gauge().value()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE usage.event SET charge = charge + 1, paid = paid + 1 WHERE seq = 1",
                "UPDATE usage.event SET goodwill = 0, overrun = goodwill WHERE goodwill > 0",
                "DELETE FROM usage.event WHERE outcome = 'COMPLETED'",
                "UPDATE usage.event SET tx_id = tx_id + 1000",
                "UPDATE usage.event SET seq = 2 WHERE seq = 1",
                "UPDATE usage.event SET tx_id = NULL"
            })
    void aDayThatDiffersFromTheLedgerStays(String damage) throws SQLException {
        old.partition(500);
        old.use(500, 499);
        old.end();
        assertThat(old.broken()).isEmpty();
        damage(damage);
        String onThatDay = "SELECT count(*) FROM usage.event WHERE day = ?";
        long events = books.number(onThatDay, OldDays.day(500));
        assertThatThrownBy(() -> old.seal(500))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23000"));
        keeping(400).removeOldDays();
        assertThat(books.number(onThatDay, OldDays.day(500))).isEqualTo(events);
        assertThat(sealed()).doesNotContain(OldDays.day(500).toString());
    }

    @Test
    void aDayStaysWhileAnEventOfItIsNotBooked() throws SQLException {
        old.use(500);
        old.end();
        assertThat(old.broken()).isEmpty();
        Usage late = Usage.of(books.holder(), 1, old.wallet, 1).under(Ids.at(OldDays.noon(500)));
        books.ship(late.event());
        assertThat(old.seal(500)).isEqualTo("some of its events are not booked");
    }

    @Test
    void aDayStaysWhileAnEventOfItIsInQuarantine() throws SQLException {
        old.use(500);
        old.end();
        Wallet unknown = new Wallet(UUID.randomUUID(), UUID.randomUUID());
        old.ship(Usage.of(books.holder(), 1, unknown, 1).under(Ids.at(OldDays.noon(500))).event());
        assertThat(old.broken()).containsExactly("Q1");
        assertThat(old.seal(500)).isEqualTo("some of its events are in quarantine");
    }

    @Test
    void aDayStaysWhileAGatewayOfItIsNotClosed() throws SQLException {
        old.use(500);
        assertThat(old.broken()).isEmpty();
        assertThat(old.seal(500)).isEqualTo("a gateway of that day is not closed");
    }

    /// By a clock that was far behind: this month's budget is proved by it.
    @Test
    void aDayStaysWhileARequestOfItWasAdmittedLater() throws SQLException {
        old.ship(OldDays.admittedNow(old.next(500).event()));
        old.end();
        assertThat(old.broken()).isEmpty();
        assertThat(old.seal(500)).isEqualTo("some of its events were admitted later");
    }

    @Test
    void aDayStaysDuringAProof() throws SQLException {
        old.use(500);
        old.end();
        assertThat(old.broken()).isEmpty();
        try (Connection other = books.owner().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM billing.prove(false)");
            assertThat(old.seal(500)).isEqualTo("a proof is under way");
            other.rollback();
        }
        assertThat(old.seal(500)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"399, 400", "0, 400", "500, 32", "500, 0", "500, -1"})
    void youngDaysAreNeverSealed(int ago, int keep) {
        assertThatThrownBy(() -> books.ask("SELECT billing.seal_day(?, ?)", OldDays.day(ago), keep))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"));
    }

    @Test
    void aDayWithoutEventsLosesItsPartition() throws SQLException {
        old.partition(500);
        assertThat(old.broken()).isEmpty();
        keeping(400).removeOldDays();
        assertThat(books.rows("SELECT FROM billing.days_past(400)")).isEmpty();
        assertThat(sealed()).isEmpty();
    }

    @Test
    void zeroKeepsEverything() throws SQLException {
        old.use(5_000);
        old.end();
        assertThat(old.broken()).isEmpty();
        keeping(0).removeOldDays();
        assertThat(events()).isEqualTo(Outcome.values().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 33, 91, -1})
    void fewerDaysThanBudgetsAndStatementsNeedAreRefused(int days) {
        assertThatThrownBy(() -> keeping(days)).hasMessageContaining("at least 92");
    }

    @Test
    void aGatewayMayNotSeal() throws SQLException {
        try (Connection connection = books.gateway().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(
                            () -> statement.execute("SELECT billing.seal_day('2020-01-01', 400)"))
                    .hasMessageContaining("permission denied");
        }
    }
}
