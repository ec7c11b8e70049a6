package dev.aibridge.billing.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.intake.Settling;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The proof of what is new since the last one.
class WatermarkTest {

    private static final String NEW = " xact >= (SELECT xact FROM billing.proof)";

    private Books books;
    private Trade trade;

    @BeforeEach
    void booksThatAreProved() throws SQLException {
        books = Books.open();
        trade = new Trade(books);
        trade.go();
        assertThat(broken(true)).isEmpty();
        assertThat(watermark()).isPositive();
    }

    @AfterEach
    void close() {
        books.close();
    }

    private List<String> broken(boolean whole) throws SQLException {
        return books
                .rows("SELECT code FROM billing.prove(?) WHERE NOT ok ORDER BY code", whole)
                .stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
    }

    private long watermark() throws SQLException {
        return books.number("SELECT xact FROM billing.proof");
    }

    /// As nobody can: triggers and constraints are off.
    private static void damage(Connection connection, String how) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute(how.replace("NEW", NEW));
            statement.execute("SET session_replication_role = origin");
        }
    }

    private void damage(String how) throws SQLException {
        try (Connection connection = books.owner().getConnection()) {
            damage(connection, how);
        }
    }

    @Test
    void whatIsNewIsProvedBesideWhatWas() throws SQLException {
        long before = watermark();
        trade.go();
        assertThat(broken(false)).isEmpty();
        assertThat(watermark()).isGreaterThan(before);
        trade.go();
        assertThat(broken(false)).isEmpty();
        assertThat(broken(true)).isEmpty();
    }

    @Test
    void everyInvariantIsAnsweredEachTime() throws SQLException {
        assertThat(books.rows("SELECT code FROM billing.prove(false)"))
                .hasSameElementsAs(books.rows("SELECT code FROM billing.verify()"));
    }

    @Test
    void whatIsBrokenIsNotPassedBy() throws SQLException {
        trade.go();
        long before = watermark();
        damage("UPDATE usage.event SET counts[1] = counts[1] + 1 WHERE charge > 0 AND NEW");
        assertThat(broken(false)).contains("U3", "U8");
        assertThat(broken(false)).contains("U3", "U8");
        assertThat(watermark()).isEqualTo(before);
        damage("UPDATE usage.event SET counts[1] = counts[1] - 1 WHERE charge > 0 AND NEW");
        assertThat(broken(false)).isEmpty();
        assertThat(watermark()).isGreaterThan(before);
    }

    /// It waits for nobody: it holds the watermark where it is.
    @Test
    void aTransactionThatCommitsLateIsNotSkipped() throws SQLException {
        try (Connection late = books.owner().getConnection()) {
            late.setAutoCommit(false);
            damage(
                    late,
                    "INSERT INTO billing.transaction (kind, reason, actor) VALUES ('x', 'x', 'x')");
            trade.go();
            assertThat(broken(false)).isEmpty();
            trade.go();
            assertThat(broken(false)).isEmpty();
            late.commit();
        }
        assertThat(broken(false)).containsExactly("L1");
    }

    @Test
    void whatAProofOfEverythingFindsStaysBrokenUntilOneFindsItRight() throws SQLException {
        damage("UPDATE usage.event SET charge = charge + 1, paid = paid + 1 WHERE paid > 0");
        assertThat(broken(false)).isEmpty();
        assertThat(broken(true)).contains("U3", "U9", "R1");
        assertThat(broken(false)).contains("U3", "U9", "R1");
        damage("UPDATE usage.event SET charge = charge - 1, paid = paid - 1 WHERE paid > 0");
        assertThat(broken(true)).isEmpty();
        assertThat(broken(false)).isEmpty();
    }

    @Test
    void onlyOneProvesAtATime() throws SQLException {
        try (Connection other = books.owner().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM billing.prove(false)");
            assertThat(books.rows("SELECT code FROM billing.prove(false)")).isEmpty();
            other.rollback();
        }
        assertThat(books.rows("SELECT code FROM billing.prove(false)")).isNotEmpty();
    }

    @Test
    void onAServerThatCountsTransactionsAnewEverythingIsProvedAnew() throws SQLException {
        books.run("UPDATE billing.proof SET xact = 1000000000000");
        damage("UPDATE usage.event SET counts[2] = -1");
        assertThat(broken(false)).contains("U4");
    }

    @Test
    void aGatewayMayNotRunIt() throws SQLException {
        try (Connection connection = books.gateway().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(ProofTest.stateOf(statement, "SELECT * FROM billing.prove(false)"))
                    .isEqualTo("42501");
        }
    }

    /// Three settlers' transactions overlap; proofs between them find nothing wrong.
    @Test
    void proofsHoldWhileSettlersWork() throws Exception {
        List<Wallet> wallets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            wallets.add(books.wallet(1_000_000_000_000L));
        }
        UUID holder = books.holder();
        for (int seq = 1; seq <= 3_000; seq++) {
            books.ship(Usage.of(holder, seq, wallets.get(seq * 7 % 20), seq % 9).event());
        }
        Callable<Void> settler =
                () -> {
                    new Settling(books, 10).all();
                    return null;
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Void>> settlers =
                    List.of(
                            threads.submit(settler),
                            threads.submit(settler),
                            threads.submit(settler));
            while (!settlers.stream().allMatch(Future::isDone)) {
                assertThat(broken(false)).isEmpty();
            }
            for (Future<Void> each : settlers) {
                each.get();
            }
        }
        assertThat(broken(false)).isEmpty();
        assertThat(books.broken()).isEmpty();
    }

    @Nested
    class AfterTheWatermark {

        /// Each damages only what came after the watermark, and what is judged whole each time.
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "L1 | UPDATE billing.entry SET amount = amount + 1 WHERE account = 'revenue' AND NEW",
                    "L1 | INSERT INTO billing.transaction (kind, reason, actor) VALUES ('x', 'x', 'x')",
                    "L1 | INSERT INTO billing.entry VALUES (1, 'revenue', 5)",
                    "L1 | INSERT INTO billing.entry VALUES (-1, 'revenue', 5), (-1, 'goodwill', -5)",
                    "L2 | UPDATE billing.entry SET amount = amount + 1 WHERE account = 'revenue' AND NEW",
                    "L3 | UPDATE billing.wallet SET posted = posted + 1",
                    "L3 | UPDATE billing.entry SET amount = amount + 1 WHERE account LIKE 'wallet:%' AND NEW",
                    "L3 | INSERT INTO billing.entry SELECT min(tx_id), concat('wallet:', gen_random_uuid()), 5 FROM billing.entry",
                    "L4 | UPDATE billing.lease SET granted = granted + 1 WHERE state = 'open'",
                    "L5 | ALTER TABLE billing.wallet DROP CONSTRAINT wallet_check; UPDATE billing.wallet SET frozen = posted + 1",
                    "L6 | UPDATE billing.lease SET granted = granted + 1 WHERE state = 'closed'",
                    "L7 | UPDATE billing.holder SET state = 'suspect', suspect_since = now() - interval '80 minutes' WHERE state = 'live'",
                    "L8 | DROP TRIGGER append_only ON billing.entry",
                    "L9 | UPDATE usage.event SET balance_after = balance_after + 1 WHERE NEW",
                    "L10 | DELETE FROM billing.lot WHERE tx_id = (SELECT max(tx_id) FROM billing.lot)",
                    "P1 | UPDATE billing.entry SET amount = 2 * amount WHERE unit = 'USD' AND NEW",
                    "P1 | UPDATE billing.payment SET amount_minor = amount_minor - 1",
                    "P3 | DELETE FROM billing.payment",
                    "U1 | UPDATE billing.holder SET booked = booked + 1 WHERE state = 'live'",
                    "U1 | DELETE FROM usage.event WHERE outcome = 'EMPTY' AND NEW",
                    "U1 | UPDATE usage.event SET seq = 1 WHERE NEW",
                    "U2 | UPDATE usage.event SET day = day - 400 WHERE outcome = 'EMPTY' AND NEW",
                    "U2 | UPDATE usage.event SET tx_id = NULL WHERE NEW",
                    "U3 | UPDATE usage.event SET counts[1] = counts[1] + 1 WHERE charge > 0 AND NEW",
                    "U3 | UPDATE usage.event SET charge = charge + 1, paid = paid + 1 WHERE paid > 0 AND NEW",
                    "U3 | UPDATE usage.event SET book_seq = 77 WHERE NEW",
                    "U4 | UPDATE usage.event SET counts[2] = -1 WHERE NEW",
                    "U5 | UPDATE usage.event SET goodwill = charge, paid = 0, overrun = 0 WHERE outcome = 'COMPLETED' AND NEW",
                    "U6 | UPDATE usage.event SET charge = 1, paid = 1 WHERE outcome = 'EMPTY' AND NEW",
                    "U8 | UPDATE usage.event SET counts = counts[1:13] WHERE NEW",
                    "U8 | UPDATE usage.total SET counts[2] = counts[2] + 1 WHERE span = 'day'",
                    "U8 | UPDATE usage.rollup SET counts[2] = counts[2] + 1",
                    "U9 | DELETE FROM usage.event WHERE outcome = 'COMPLETED' AND NEW",
                    "U9 | INSERT INTO billing.entry SELECT min(id), concat('wallet:', gen_random_uuid()), 5 FROM billing.transaction WHERE kind = 'usage'",
                    "R1 | UPDATE usage.rollup SET charge = charge + 1",
                    "R1 | UPDATE usage.total SET requests = requests + 1 WHERE span = 'hour'",
                    "R1 | UPDATE usage.total SET failed = failed + 1 WHERE span = 'day'",
                    "R1 | UPDATE usage.total SET paid = paid + 1; UPDATE usage.rollup SET paid = paid + 1 WHERE outcome = 'EMPTY'",
                    "R1 | DELETE FROM usage.total; DELETE FROM usage.rollup",
                    "C1 | UPDATE billing.budget SET used = used + 1",
                    "C2 | UPDATE billing.budget SET cap = 0, excess = 0",
                    "C2 | UPDATE billing.wallet SET capped = NOT capped",
                    "Q1 | INSERT INTO usage.quarantine (id, holder_id, seq, body, reason) VALUES (gen_random_uuid(), gen_random_uuid(), 1, '', 'x')"
                })
        void everyKindOfDamageIsFound(String code, String how) throws SQLException {
            trade.go();
            try (Connection connection = books.owner().getConnection();
                    Statement statement = connection.createStatement()) {
                damage(connection, how);
                try (ResultSet row =
                        statement.executeQuery(
                                "SELECT FROM billing.prove(false) WHERE NOT ok AND code = '"
                                        + code
                                        + "'")) {
                    assertThat(row.next()).as(code + " after " + how).isTrue();
                }
            }
        }
    }
}
