package dev.aibridge.billing.disputes;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.failpoint.Failpoint;
import dev.aibridge.billing.stripe.Disputed;
import dev.aibridge.billing.stripe.Disputed.Funds;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Disputes as the database keeps them. What they do to wallets, lots and ledger is in the
/// functions of the schema.
@ApplicationScoped
public class Disputes {

    private static final String OF_ORDERS =
            """
            SELECT id, order_id, state, amount_minor, currency, reason, held, debt, opened_at, closed_at
            FROM billing.dispute WHERE order_id = ANY (?) ORDER BY opened_at, id
            """;
    private static final String BOOKED =
            """
            SELECT true FROM billing.dispute d WHERE d.id = ? AND d.state = ?
              AND (SELECT count(*) FROM billing.dispute_funds f WHERE f.dispute_id = d.id) = ?
            """;
    private static final String MOVE =
            "SELECT billing.move_dispute(?, ?, ?, ?, ?, ?, ?::timestamptz)";
    private static final String FUNDS = "SELECT billing.book_dispute_funds(?, ?, ?, ?, ?)";
    private static final String LOSS = "SELECT billing.book_dispute_loss(?)";
    private static final String SETTLE = "SELECT billing.settle_debts()";

    private final Session records;

    /// On the connection of those records.
    public Disputes(Session records) {
        this.records = records;
    }

    /// The disputes of those orders, oldest first.
    public List<Dispute> of(List<UUID> orders) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () ->
                                records.doReturningWork(
                                        connection ->
                                                Rows.all(
                                                        connection,
                                                        Disputes::dispute,
                                                        OF_ORDERS,
                                                        connection.createArrayOf(
                                                                "uuid", orders.toArray()))));
    }

    /// Whether what Stripe says of a dispute is booked.
    public boolean isBooked(Disputed dispute) {
        long moved = dispute.funds().stream().filter(Funds::isMoved).count();
        return records.doReturningWork(
                connection ->
                        Rows.first(
                                        connection,
                                        row -> row.getBoolean(1),
                                        BOOKED,
                                        dispute.id(),
                                        state(dispute),
                                        moved)
                                .isPresent());
    }

    private static String state(Disputed dispute) {
        return dispute.state().name().toLowerCase(Locale.ROOT);
    }

    /// Books what Stripe says of a dispute of that payment now, in the transaction that runs.
    public void book(String payment, Disputed dispute) {
        ask(
                MOVE,
                dispute.id(),
                payment,
                state(dispute),
                dispute.amountMinor(),
                dispute.currency(),
                dispute.reason(),
                dispute.openedAt().atOffset(ZoneOffset.UTC));
        Failpoint.DISPUTE_MOVED.pass();
        for (Funds funds : dispute.funds()) {
            ask(
                    FUNDS,
                    funds.id(),
                    dispute.id(),
                    funds.amountMinor(),
                    funds.feeMinor(),
                    funds.currency());
        }
        ask(LOSS, dispute.id());
        Failpoint.DISPUTE_BOOKED.pass();
    }

    /// Turns into debts what leases spent of money that was to be frozen, and repays debts with
    /// what leases gave back.
    public void settleDebts() {
        QuarkusTransaction.requiringNew().run(() -> ask(SETTLE));
    }

    private void ask(String sql, @Nullable Object... parameters) {
        records.doReturningWork(
                connection -> Rows.all(connection, row -> row.getObject(1), sql, parameters));
    }

    private static Dispute dispute(ResultSet row) throws SQLException {
        return new Dispute(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getLong(8),
                Rows.instant(row, 9),
                row.getTimestamp(10) == null ? null : Rows.instant(row, 10));
    }
}
