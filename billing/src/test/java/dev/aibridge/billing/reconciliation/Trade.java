package dev.aibridge.billing.reconciliation;

import dev.aibridge.billing.books.Agency;
import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.intake.Settling;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageEvent;
import java.sql.SQLException;
import java.util.UUID;

/// A customer and what happens to its wallet: every kind of end of a request, orders, refunds,
/// disputes, a gateway that closes.
final class Trade {

    private static final String DISPUTE =
            "SELECT billing.move_dispute(?, ?, ?, 13900, 'USD', 'fraudulent', now())";

    private final Books books;
    private final Wallet wallet;
    private final UUID holder;
    private final Settling settling;
    private long seq;

    Trade(Books books) throws SQLException {
        this.books = books;
        wallet = books.wallet(1_000_000_000L);
        holder = books.holder();
        settling = new Settling(books, 500);
        books.cap(wallet, UsageEvent.SHARED, "total", 1_000_000_000_000L);
    }

    /// Some of everything; once more adds to the same wallet, holder and day.
    void go() throws SQLException {
        books.take(holder, wallet.id(), 1_000_000);
        for (Outcome outcome : Outcome.values()) {
            books.ship(Usage.of(holder, ++seq, wallet, 10).as(outcome).event());
        }
        books.ship(Usage.of(holder, ++seq, wallet, 100_000).event());
        settling.all();
        UUID closed = books.holder();
        books.take(closed, books.wallet(5_000_000L).id(), 1_000_000);
        books.ask("SELECT billing.holder_close(?, 0)", closed);
        buy(wallet);
        buy(wallet);
        giveBack(buy(wallet));
        Wallet other = books.wallet(0);
        lose(buy(other));
        UUID open = buy(other);
        books.ask(DISPUTE, "dp_" + open, "pi_" + open, "open");
        handOn();
    }

    private void handOn() throws SQLException {
        Agency agency = new Agency(books);
        Wallet agent = agency.agent(1_000_000);
        Wallet customer = agency.assign(books.wallet(0), agent);
        agency.move(agent, customer, 900_000);
        agency.move(agent, customer, -400_000);
    }

    /// Two parts: one that arrived, one that Stripe has not answered.
    private void giveBack(UUID order) throws SQLException {
        for (long part : new long[] {1_000, 2_000}) {
            UUID refund = UUID.randomUUID();
            books.rows(
                    "SELECT * FROM billing.begin_refund(?, ?, ?, 'admin', 'test', ?, ?)",
                    refund,
                    order,
                    part,
                    UUID.randomUUID(),
                    refund.toString());
            if (part == 1_000) {
                books.ask(
                        "SELECT billing.move_refund(?, 'succeeded', ?, NULL)",
                        refund,
                        "re_" + refund);
            }
        }
    }

    private void lose(UUID order) throws SQLException {
        String dispute = "dp_" + order;
        books.ask(DISPUTE, dispute, "pi_" + order, "open");
        books.ask(
                "SELECT billing.book_dispute_funds(?, ?, -13900, 1500, 'USD')",
                "txn_" + order,
                dispute);
        books.ask(DISPUTE, dispute, "pi_" + order, "lost");
        books.ask("SELECT billing.book_dispute_loss(?)", dispute);
    }

    /// An order of that wallet's tenant, credited.
    private UUID buy(Wallet whose) throws SQLException {
        UUID order = UUID.randomUUID();
        books.run(
                "INSERT INTO billing.customer_order (id, tenant_id, request_key, product_id, product_name,"
                        + " quantity, tokens, bonus, amount_minor, currency, ordered_by)"
                        + " SELECT ?, ?, ?, id, name, 1, tokens, bonus, amount_minor, currency, ?"
                        + " FROM billing.product WHERE id = 'team-50m'",
                order,
                whose.tenant(),
                order.toString(),
                UUID.randomUUID());
        books.run(
                "UPDATE billing.customer_order o SET state = 'credited', credited_at = now(),"
                        + " tx_id = billing.post_top_up(?, id, tokens, bonus, amount_minor, currency, 'pi')"
                        + " WHERE id = ?",
                whose.id(),
                order);
        books.run(
                "INSERT INTO billing.payment (id, order_id, session_id, amount_minor, currency, credited, seen_at)"
                        + " SELECT 'pi_' || id, id, 'cs_' || id, amount_minor, currency, true, now()"
                        + " FROM billing.customer_order WHERE id = ?",
                order);
        return order;
    }
}
