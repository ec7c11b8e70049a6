package dev.aibridge.billing.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofTest {

    private static Books books;

    @BeforeAll
    static void someBooks() throws SQLException {
        books = Books.open();
        new Trade(books).go();
    }

    @AfterAll
    static void close() {
        books.close();
    }

    @Test
    void soundBooksHoldEveryInvariant() throws SQLException {
        assertThat(books.broken()).isEmpty();
        assertThat(books.rows("SELECT code FROM billing.verify()")).hasSize(28);
    }

    @Test
    void aGatewayMayNotRunIt() throws SQLException {
        try (Connection connection = books.gateway().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(stateOf(statement, "SELECT * FROM billing.verify()")).isEqualTo("42501");
        }
    }

    @Test
    void theLedgerRefusesChangesAndUnbalancedTransactions() throws SQLException {
        try (Connection connection = books.owner().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(stateOf(statement, "UPDATE billing.entry SET amount = amount + 1"))
                    .isEqualTo("23001");
            assertThat(stateOf(statement, "DELETE FROM billing.transaction")).isEqualTo("23001");
            assertThat(stateOf(statement, "INSERT INTO billing.entry VALUES (1, 'promotion', 5)"))
                    .isEqualTo("23514");
            assertThat(
                            stateOf(
                                    statement,
                                    "INSERT INTO billing.entry VALUES (1, 'promotion', 5, 'token'),"
                                            + " (1, 'stripe_clearing', -5, 'USD')"))
                    .isEqualTo("23514");
        }
    }

    static String stateOf(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return "done";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    /// Each damage is done with triggers and constraints off, looked at, and rolled back.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "L1 | UPDATE billing.entry SET amount = amount + 1 WHERE account = 'revenue'",
                "L1 | INSERT INTO billing.transaction (kind, reason, actor) VALUES ('x', 'x', 'x')",
                "L2 | UPDATE billing.entry SET amount = amount + 1 WHERE account = 'revenue'",
                "L1 | UPDATE billing.entry SET unit = 'EUR' WHERE account = 'stripe_clearing'",
                "L2 | UPDATE billing.entry SET amount = amount + 1 WHERE account = 'stripe_clearing'",
                "L2 | UPDATE billing.entry SET unit = 'EUR' WHERE account = 'stripe_clearing'",
                "L3 | UPDATE billing.wallet SET posted = posted + 1",
                "L4 | UPDATE billing.lease SET granted = granted + 1 WHERE state = 'open'",
                "L5 | ALTER TABLE billing.wallet DROP CONSTRAINT wallet_check; UPDATE billing.wallet SET frozen = posted + 1",
                "L6 | UPDATE billing.lease SET granted = granted + 1 WHERE state = 'closed'",
                "L6 | UPDATE billing.lease SET state = 'open', closed_at = NULL WHERE state = 'closed'",
                "L7 | UPDATE billing.holder SET state = 'suspect', suspect_since = now() - interval '80 minutes' WHERE state = 'live'",
                "L8 | DROP TRIGGER append_only ON billing.entry",
                "L8 | GRANT DELETE ON billing.transaction TO aibridge_billing",
                "L9 | UPDATE usage.event SET balance_after = balance_after + 1",
                "L10 | UPDATE billing.lot SET granted = granted + 1",
                "L10 | UPDATE billing.lot SET wallet_id = gen_random_uuid()",
                "L10 | DELETE FROM billing.lot WHERE source = 'adjustment'",
                "P1 | UPDATE billing.payment SET amount_minor = amount_minor - 1",
                "P1 | UPDATE billing.payment SET currency = 'EUR'",
                "P1 | UPDATE billing.customer_order SET amount_minor = amount_minor - 1",
                "P1 | UPDATE billing.entry SET unit = 'EUR' WHERE unit = 'USD'",
                "P1 | UPDATE billing.entry SET amount = 2 * amount WHERE unit = 'USD'",
                "P1 | UPDATE billing.lot SET granted = granted - 1, bonus = bonus + 1 WHERE source = 'order' AND taken = 0",
                "P1 | UPDATE billing.lot SET amount_minor = 1 WHERE source = 'order'",
                "L5 | UPDATE billing.wallet SET frozen = frozen - 1 WHERE frozen > 0",
                "L5 | UPDATE billing.wallet SET freeze_due = 1",
                "L5 | UPDATE billing.wallet SET debt = debt + 1",
                "L5 | UPDATE billing.dispute SET held = held - 1 WHERE held > 0",
                "L10 | UPDATE billing.lot SET taken = taken - 1 WHERE taken > 0",
                "L10 | UPDATE billing.lot SET held = held - 1 WHERE held > 0",
                "L10 | UPDATE billing.lot SET spent = granted + bonus WHERE taken > 0",
                "L10 | UPDATE billing.lot SET taken = taken - 1 WHERE source = 'handover'",
                "L11 | UPDATE billing.handover SET tokens = tokens + 1",
                "L11 | DELETE FROM billing.handover WHERE tokens < 0",
                "L11 | UPDATE billing.handover SET customer_id = gen_random_uuid()",
                "L11 | UPDATE billing.entry SET account = concat('agent:', gen_random_uuid()) WHERE account LIKE 'agent:%' AND amount > 0",
                "L11 | UPDATE billing.transaction SET kind = 'credit' WHERE kind = 'take_back'",
                "P2 | UPDATE billing.refund SET amount_minor = amount_minor + 1 WHERE state = 'succeeded'",
                "P2 | DELETE FROM billing.entry WHERE account IN ('stripe_clearing', 'refunds') AND abs(amount) = 1000",
                "P2 | DELETE FROM billing.dispute_funds",
                "P2 | UPDATE billing.dispute SET loss_minor = 0",
                "P2 | UPDATE billing.payment SET amount_minor = amount_minor - 1",
                "P3 | DELETE FROM billing.payment",
                "P3 | UPDATE billing.customer_order SET state = 'abandoned', tx_id = NULL, credited_at = NULL",
                "P3 | UPDATE billing.customer_order SET tx_id = (SELECT max(tx_id) FROM billing.customer_order)",
                "P3 | INSERT INTO billing.payment SELECT 'pi_2', min(order_id::text)::uuid, 'cs_2', 1, 'USD', false, 'amount', now() FROM billing.payment",
                "P3 | DROP INDEX billing.payment_order_id_idx; UPDATE billing.payment SET order_id = (SELECT min(order_id::text)::uuid FROM billing.payment)",
                "P4 | UPDATE billing.refund SET amount_minor = 20000 WHERE state = 'succeeded'",
                "P4 | UPDATE billing.refund SET tokens = tokens - 1000000000000 WHERE state = 'asked'",
                "P4 | UPDATE billing.refund SET state = 'asked', stripe_id = NULL, ended_at = NULL WHERE state = 'succeeded'",
                "P4 | UPDATE billing.refund SET state = 'pending', ended_at = NULL WHERE state = 'succeeded'",
                "U1 | UPDATE billing.holder SET booked = booked + 1 WHERE state = 'live'",
                "U1 | UPDATE billing.holder SET admitted = 9 WHERE state = 'closed'",
                "U1 | UPDATE usage.event SET seq = 1",
                "U2 | UPDATE usage.event SET day = day - 400 WHERE outcome = 'EMPTY'",
                "U2 | UPDATE usage.event SET tx_id = NULL",
                "U3 | UPDATE usage.event SET counts[1] = counts[1] + 1 WHERE charge > 0",
                "U3 | UPDATE usage.event SET charge = charge + 1, paid = paid + 1 WHERE paid > 0",
                "U3 | UPDATE usage.event SET book_seq = 77",
                "U4 | UPDATE usage.event SET counts[2] = -1",
                "U5 | UPDATE usage.event SET goodwill = charge, paid = 0, overrun = 0 WHERE outcome = 'COMPLETED'",
                "U6 | UPDATE usage.event SET charge = 1, paid = 1 WHERE outcome = 'EMPTY'",
                "U8 | UPDATE usage.rollup SET counts[2] = counts[2] + 1",
                "U9 | DELETE FROM usage.event WHERE outcome = 'COMPLETED'",
                "R1 | UPDATE usage.rollup SET charge = charge + 1",
                "R1 | DELETE FROM usage.rollup",
                "R1 | UPDATE usage.total SET paid = paid + 1 WHERE span = 'hour'",
                "R1 | UPDATE usage.total SET failed = failed + 1 WHERE span = 'day'",
                "R1 | DELETE FROM usage.total WHERE span = 'hour'",
                "R1 | DELETE FROM usage.total",
                "R1 | INSERT INTO usage.total SELECT gen_random_uuid(), span, starts_at, key_id, model_id, requests, failed, counts, charge, paid FROM usage.total",
                "R1 | UPDATE usage.total SET starts_at = starts_at + interval '1 day'",
                "U8 | UPDATE usage.total SET counts[14] = 1 WHERE span = 'day'",
                "C1 | UPDATE billing.budget SET used = used + 1",
                "C2 | UPDATE billing.budget SET cap = 0, excess = 0",
                "C2 | UPDATE billing.wallet SET capped = NOT capped",
                "C1 | UPDATE usage.event SET paid = paid - 1, overrun = overrun + 1 WHERE paid > 0",
                "Q1 | INSERT INTO usage.quarantine (id, holder_id, seq, body, reason) VALUES (gen_random_uuid(), gen_random_uuid(), 1, '', 'x')"
            })
    void everyKindOfDamageIsFound(String code, String damage) throws SQLException {
        try (Connection connection = books.owner().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("SET LOCAL session_replication_role = replica");
                statement.execute(damage);
                try (ResultSet row =
                        statement.executeQuery(
                                "SELECT code FROM billing.verify() WHERE NOT ok AND code = '"
                                        + code
                                        + "'")) {
                    assertThat(row.next()).as(code + " after " + damage).isTrue();
                }
            } finally {
                connection.rollback();
            }
        }
    }
}
