package dev.aibridge.billing.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is sealed goes on being proved.
class SealProofTest {

    private static Books books;

    /// One transaction over a day that is sealed and one that is not.
    @BeforeAll
    static void aSealedDay() throws SQLException {
        books = Books.open();
        OldDays old = new OldDays(books);
        old.use(500, 399);
        old.end();
        assertThat(old.broken()).isEmpty();
        assertThat(old.seal(500)).isNull();
        assertThat(books.broken()).isEmpty();
    }

    @AfterAll
    static void close() {
        books.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "U3 | UPDATE usage.sealed_transaction SET paid = paid + 1, charge = charge + 1",
                "U9 | UPDATE usage.sealed_transaction SET goodwill = goodwill + 1",
                "U3 | DELETE FROM usage.sealed_transaction",
                "U3 | UPDATE usage.sealed_transaction SET wallet_id = gen_random_uuid() WHERE tx_id IN (SELECT tx_id FROM usage.event)",
                "L9 | UPDATE usage.sealed_transaction SET balance = 0",
                "U1 | UPDATE usage.sealed_holder SET seqs = seqs - '{[1,2)}'",
                "U1 | UPDATE usage.sealed_holder SET seqs = seqs + '{[8,9)}' - '{[1,2)}'",
                "R1 | UPDATE usage.sealed_sum SET paid = paid + 1",
                "R1 | DELETE FROM usage.sealed_sum",
                "U8 | UPDATE usage.sealed_sum SET counts[1] = counts[1] + 1",
                "C1 | UPDATE usage.sealed_sum SET paid = paid + 1",
                "R1 | UPDATE usage.rollup SET charge = charge + 1",
                "R1 | UPDATE usage.total SET charge = charge + 1 WHERE span = 'day'",
                "R1 | DELETE FROM usage.total",
                "U3 | UPDATE billing.entry SET amount = 2 * amount"
            })
    void damageToWhatIsSealedIsFound(String code, String how) throws SQLException {
        try (Connection connection = books.owner().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("SET LOCAL session_replication_role = replica");
                statement.execute(how);
                try (ResultSet row =
                        statement.executeQuery(
                                "SELECT FROM billing.verify() WHERE NOT ok AND code = '"
                                        + code
                                        + "'")) {
                    assertThat(row.next()).as(code + " after " + how).isTrue();
                }
            } finally {
                connection.rollback();
            }
        }
    }
}
