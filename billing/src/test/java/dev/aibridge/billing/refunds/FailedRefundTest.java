package dev.aibridge.billing.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Take;
import dev.aibridge.billing.books.Wallet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A refund that fails after another of the same payment was made.
class FailedRefundTest {

    /// Half a cent's worth.
    private static final long LEASED = 5_000;

    /// The first takes more tokens than its 96 cents are worth, because it takes the rest; the
    /// second gets its cent for the half that is then left. When the first fails, the second must
    /// pay in full.
    @Test
    void theOtherPaysWhatTheFailedOneHadPaidForIt() throws Exception {
        try (Books books = Books.open()) {
            books.run(
                    "INSERT INTO billing.product (position, id, name, tokens, bonus, amount_minor, currency)"
                            + " VALUES (1, 'odd', 'odd', 1000003, 7, 97, 'USD')");
            Ledgers ledgers = new Ledgers(books);
            Wallet wallet = books.wallet(0);
            UUID order = ledgers.buy(wallet, "odd");
            UUID holder = books.holder();
            Take lease = books.take(holder, wallet.id(), LEASED);
            assertThat(lease.granted()).isEqualTo(LEASED);
            UUID first = UUID.randomUUID();
            assertThat(ledgers.refund(first, order, null)).isNull();
            books.ask("SELECT billing.holder_close(?, 0)", holder);
            UUID second = UUID.randomUUID();
            assertThat(ledgers.refund(second, order, null)).isNull();
            assertThat(books.rows("SELECT amount_minor FROM billing.refund ORDER BY amount_minor"))
                    .containsExactly(List.of(1L), List.of(96L));
            ledgers.move(second, "succeeded", "re_second");
            ledgers.move(first, "failed", "re_first");
            assertThat(books.rows("SELECT tokens, bonus FROM billing.refund WHERE id = ?", second))
                    .containsExactly(List.of(10_310L, 7L));
            assertThat(books.broken()).isEmpty();
        }
    }
}
