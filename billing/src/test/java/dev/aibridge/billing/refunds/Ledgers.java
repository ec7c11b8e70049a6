package dev.aibridge.billing.refunds;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Wallet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the database is told of orders, refunds and disputes, in its own functions.
record Ledgers(Books books) {

    /// An order of that product that was paid and credited.
    UUID buy(Wallet wallet, String product) throws SQLException {
        UUID order = UUID.randomUUID();
        books.run(
                "INSERT INTO billing.customer_order (id, tenant_id, request_key, product_id, product_name,"
                        + " quantity, tokens, bonus, amount_minor, currency, ordered_by)"
                        + " SELECT ?, ?, ?, id, name, 1, tokens, bonus, amount_minor, currency, ?"
                        + " FROM billing.product WHERE id = ?",
                order,
                wallet.tenant(),
                order.toString(),
                UUID.randomUUID(),
                product);
        books.run(
                "UPDATE billing.customer_order o SET state = 'credited', credited_at = now(),"
                        + " tx_id = billing.post_top_up(?, id, tokens, bonus, amount_minor, currency, 'pi')"
                        + " WHERE id = ?",
                wallet.id(),
                order);
        books.run(
                "INSERT INTO billing.payment (id, order_id, session_id, amount_minor, currency, credited, seen_at)"
                        + " SELECT ?, id, ?, amount_minor, currency, true, now()"
                        + " FROM billing.customer_order WHERE id = ?",
                payment(order),
                "cs_" + order,
                order);
        return order;
    }

    static String payment(UUID order) {
        return "pi_" + order;
    }

    void spend(Wallet wallet, long micro) throws SQLException {
        books.ask(
                "SELECT billing.post_credit(?, ?, 'adjustment', 'spent', 'test', ?)",
                wallet.id(),
                -micro,
                UUID.randomUUID().toString());
    }

    /// Asks for a refund of so much, of all for `null`; answers why not.
    @Nullable Object refund(UUID id, UUID order, @Nullable Long amount) throws SQLException {
        return books.rows(
                        "SELECT (q).no FROM (SELECT billing.begin_refund(?, ?, ?, 'admin', 'test', ?, ?) AS q) b",
                        id,
                        order,
                        amount,
                        UUID.randomUUID(),
                        id.toString())
                .getFirst()
                .getFirst();
    }

    /// What Stripe says of a refund that somebody made by hand.
    void byHand(String stripe, UUID order, long amount, String state) throws SQLException {
        Object id =
                books.ask(
                        "SELECT billing.adopt_refund(gen_random_uuid(), ?, ?, ?, 'USD', NULL)",
                        payment(order),
                        stripe,
                        amount);
        move((UUID) id, state, stripe);
    }

    void move(@Nullable Object refund, String state, @Nullable String stripe) throws SQLException {
        books.ask("SELECT billing.move_refund(?, ?, ?, NULL)", refund, state, stripe);
    }

    void dispute(String id, UUID order, long amount, String state) throws SQLException {
        books.ask(
                "SELECT billing.move_dispute(?, ?, ?, ?, 'USD', 'fraudulent', now())",
                id,
                payment(order),
                state,
                amount);
    }

    void funds(String id, String dispute, long amount, long fee) throws SQLException {
        books.ask("SELECT billing.book_dispute_funds(?, ?, ?, ?, 'USD')", id, dispute, amount, fee);
        loss(dispute);
    }

    void loss(String dispute) throws SQLException {
        books.ask("SELECT billing.book_dispute_loss(?)", dispute);
    }
}
