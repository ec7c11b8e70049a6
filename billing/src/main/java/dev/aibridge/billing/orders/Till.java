package dev.aibridge.billing.orders;

import dev.aibridge.billing.audit.Act;
import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.receipts.Receipts;
import dev.aibridge.billing.wallet.WalletOpening;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/// What the records of orders need of wallets and ledger, in SQL on the connection of the
/// transaction that runs.
@ApplicationScoped
public class Till {

    private static final String NOW = "SELECT now()";
    private static final String TOP_UP = "SELECT billing.post_top_up(?, ?, ?, ?, ?, ?, ?)";

    private static final String GIVEN_BACK =
            """
            SELECT true FROM billing.refund WHERE payment_id = ? AND state <> 'failed'
            UNION ALL SELECT true FROM billing.dispute WHERE payment_id = ? AND state IN ('open', 'lost')
            LIMIT 1
            """;

    /// How long until the first of the last so many checkouts counts no more, in milliseconds.
    private static final String WAIT =
            """
            SELECT extract(epoch FROM c.begun_at - now())::bigint * 1000 + ?
            FROM billing.checkout c JOIN billing.customer_order o ON o.id = c.order_id
            WHERE o.tenant_id = ? ORDER BY c.begun_at DESC OFFSET ? LIMIT 1
            """;

    /// An amount in minor units of a currency.
    record Money(long amountMinor, String currency) {}

    private final Session records;
    private final Receipts receipts;

    /// On the connection of those records.
    public Till(Session records, Receipts receipts) {
        this.records = records;
        this.receipts = receipts;
    }

    /// The database's time.
    public Instant now() {
        return records.doReturningWork(
                connection ->
                        Rows.first(
                                        connection,
                                        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                                        NOW)
                                .orElseThrow());
    }

    /// Locks the tenant's wallet, before anything else is locked; makes one if there is none.
    public UUID lockWallet(UUID tenant) {
        return records.doReturningWork(connection -> WalletOpening.lock(connection, tenant));
    }

    /// Books an order's tokens and the money that came for it, and makes the receipt; answers the
    /// transaction.
    ///
    /// @param wallet locked
    long topUp(UUID wallet, CustomerOrder order, String payment, Money money) {
        long transaction =
                records.doReturningWork(
                        connection ->
                                Rows.first(
                                                connection,
                                                row -> row.getLong(1),
                                                TOP_UP,
                                                wallet,
                                                order.id(),
                                                order.tokens(),
                                                order.bonus(),
                                                money.amountMinor(),
                                                money.currency(),
                                                payment)
                                        .orElseThrow());
        // The receipt is made of the payment's row.
        records.flush();
        receipts.paid(payment);
        return transaction;
    }

    /// Whether any of a payment went back, or is about to, or is the bank's to decide about.
    boolean isGivenBack(String payment) {
        return records.doReturningWork(
                connection ->
                        Rows.first(
                                        connection,
                                        row -> row.getBoolean(1),
                                        GIVEN_BACK,
                                        payment,
                                        payment)
                                .isPresent());
    }

    /// Appends what an admin did to the audit log.
    void tell(Act act) {
        records.doWork(act::append);
    }

    /// How long a tenant must wait that may begin so many checkouts in such a time; empty when it
    /// need not. Its wallet is locked, so that two tabs don't count the same.
    Optional<Duration> wait(UUID tenant, int checkouts, Duration window) {
        return records.doReturningWork(
                        connection ->
                                Rows.first(
                                        connection,
                                        row -> Duration.ofMillis(row.getLong(1)),
                                        WAIT,
                                        window.toMillis(),
                                        tenant,
                                        checkouts - 1))
                .filter(Duration::isPositive);
    }
}
