package dev.aibridge.billing.refunds;

import dev.aibridge.billing.audit.Act;
import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.failpoint.Failpoint;
import dev.aibridge.billing.receipts.Receipts;
import dev.aibridge.billing.stripe.Refunded;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Refunds as the database keeps them, in SQL on the connection of the transaction that runs. What
/// they do to wallets, lots and ledger is in the functions of the schema.
@ApplicationScoped
public class RefundBooks {

    private static final String COLUMNS =
            """
            SELECT id, order_id, source, state, amount_minor, currency, tokens, bonus, debt, reason, failure,
              asked_at, ended_at
            FROM billing.refund
            """;
    private static final String OF_ORDERS =
            COLUMNS + "WHERE order_id = ANY (?) ORDER BY asked_at, id";
    private static final String OF_REQUEST = COLUMNS + "WHERE order_id = ? AND request_key = ?";
    private static final String ONE = COLUMNS + "WHERE id = ?";
    private static final String QUOTE =
            """
            SELECT q.no, q.currency, COALESCE(q.most_minor, 0), COALESCE(q.amount_minor, 0),
              COALESCE(q.tokens, 0), COALESCE(q.bonus, 0)
            FROM billing.quote_refund(?, ?) q
            """;
    private static final String REFUNDABLE =
            """
            SELECT o.id, q.most_minor FROM unnest(?::uuid[]) AS o (id), billing.quote_refund(o.id, NULL) q
            WHERE q.no IS NULL
            """;
    private static final String BEGIN =
            """
            SELECT q.no, q.currency, COALESCE(q.most_minor, 0), COALESCE(q.amount_minor, 0),
              COALESCE(q.tokens, 0), COALESCE(q.bonus, 0)
            FROM billing.begin_refund(?, ?, ?, ?, ?, ?, ?) q
            """;
    private static final String BEGIN_REVIEW = "SELECT billing.begin_review_refund(?, ?, ?, ?, ?)";
    private static final String MOVE = "SELECT billing.move_refund(?, ?, ?, ?)";
    private static final String ADOPT = "SELECT billing.adopt_refund(?, ?, ?, ?, ?, ?)";
    private static final String BOOKED =
            "SELECT true FROM billing.refund WHERE stripe_id = ? AND state = ?";
    private static final String KNOWN =
            "SELECT id FROM billing.refund WHERE payment_id = ? AND stripe_id = ?";

    /// One of ours that Stripe was asked for; not one that was given up as never made.
    private static final String ASKED =
            """
            SELECT id FROM billing.refund
            WHERE payment_id = ? AND id = ? AND stripe_id IS NULL AND state <> 'failed'
            """;

    private static final String ASKING =
            "SELECT payment_id, amount_minor FROM billing.refund WHERE id = ?";

    /// How long until the first of the last so many refunds counts no more, in milliseconds.
    private static final String WAIT =
            """
            SELECT extract(epoch FROM r.asked_at - now())::bigint * 1000 + ?
            FROM billing.refund r JOIN billing.customer_order o ON o.id = r.order_id
            WHERE o.tenant_id = ? AND r.source = 'customer' AND r.state <> 'failed'
            ORDER BY r.asked_at DESC OFFSET ? LIMIT 1
            """;

    private static final String DUE =
            """
            UPDATE billing.refund SET look_at = now() + ? * interval '1 millisecond'
            WHERE id IN (SELECT id FROM billing.refund WHERE state = 'asked' AND look_at <= now()
                         ORDER BY look_at LIMIT 50 FOR UPDATE SKIP LOCKED)
            RETURNING id, payment_id, asked_at + ? * interval '1 millisecond' < now()
            """;

    private final Session records;
    private final Receipts receipts;

    /// On the connection of those records.
    public RefundBooks(Session records, Receipts receipts) {
        this.records = records;
        this.receipts = receipts;
    }

    /// A refund that Stripe is to be asked for.
    ///
    /// @param payment a PaymentIntent
    record Asking(String payment, long amountMinor) {}

    /// A refund whose outcome is unknown.
    ///
    /// @param late whether Stripe has forgotten its key
    public record Unknown(UUID id, String payment, boolean late) {}

    /// The refunds of those orders, oldest first.
    public List<Refund> of(List<UUID> orders) {
        return records.doReturningWork(
                connection ->
                        Rows.all(
                                connection,
                                RefundBooks::refund,
                                OF_ORDERS,
                                connection.createArrayOf("uuid", orders.toArray())));
    }

    Map<UUID, Long> refundable(List<UUID> orders) {
        return records
                .doReturningWork(
                        connection ->
                                Rows.all(
                                        connection,
                                        row ->
                                                Map.entry(
                                                        row.getObject(1, UUID.class),
                                                        row.getLong(2)),
                                        REFUNDABLE,
                                        connection.createArrayOf("uuid", orders.toArray())))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Optional<Refund> ofRequest(UUID order, String requestKey) {
        return first(RefundBooks::refund, OF_REQUEST, order, requestKey);
    }

    Refund get(UUID id) {
        return first(RefundBooks::refund, ONE, id).orElseThrow();
    }

    Asking asking(UUID id) {
        return first(row -> new Asking(row.getString(1), row.getLong(2)), ASKING, id).orElseThrow();
    }

    /// What a refund of so much would do; of all there is for `null`.
    Quote quote(UUID order, @Nullable Long amountMinor) {
        return first(RefundBooks::quote, QUOTE, order, amountMinor).orElseThrow();
    }

    /// Sets the tokens aside, unless the quote that it answers says no.
    Quote begin(UUID id, UUID order, RefundWish wish) {
        return first(
                        RefundBooks::quote,
                        BEGIN,
                        id,
                        order,
                        wish.amountMinor(),
                        wish.source(),
                        wish.reason(),
                        wish.by(),
                        wish.requestKey())
                .orElseThrow();
    }

    /// Begins to give back captured money that was never credited; answers why not.
    Optional<String> beginReview(UUID id, String payment, RefundWish wish) {
        return all(
                        row -> Optional.ofNullable(row.getString(1)),
                        BEGIN_REVIEW,
                        id,
                        payment,
                        wish.reason(),
                        wish.by(),
                        wish.requestKey())
                .getFirst();
    }

    /// How long a tenant must wait that may begin so many in such a time. Its wallet is locked.
    Optional<Duration> wait(UUID tenant, int most, Duration window) {
        return first(
                        row -> Duration.ofMillis(row.getLong(1)),
                        WAIT,
                        window.toMillis(),
                        tenant,
                        most - 1)
                .filter(Duration::isPositive);
    }

    /// Those whose outcome is unknown and that no other replica is looking for.
    public List<Unknown> due(RefundSettings settings) {
        return all(
                row ->
                        new Unknown(
                                row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3)),
                DUE,
                settings.lookEvery().toMillis(),
                settings.askAgain().toMillis());
    }

    /// Books what Stripe says of a refund of that payment now: one of ours, or one that somebody
    /// made by hand.
    public void book(String payment, Refunded refund) {
        UUID id =
                first(row -> row.getObject(1, UUID.class), KNOWN, payment, refund.id())
                        .or(() -> refund.ours().flatMap(ours -> asked(payment, ours)))
                        .orElseGet(() -> adopt(payment, refund));
        move(id, state(refund), refund.id(), refund.failure());
        Failpoint.REFUND_BOOKED.pass();
    }

    /// Whether what Stripe says of a refund is booked.
    public boolean isBooked(Refunded refund) {
        return first(row -> row.getBoolean(1), BOOKED, refund.id(), state(refund)).isPresent();
    }

    private static String state(Refunded refund) {
        return refund.state().name().toLowerCase(Locale.ROOT);
    }

    private Optional<UUID> asked(String payment, UUID ours) {
        return first(row -> row.getObject(1, UUID.class), ASKED, payment, ours);
    }

    private UUID adopt(String payment, Refunded refund) {
        return first(
                        row -> row.getObject(1, UUID.class),
                        ADOPT,
                        UUID.randomUUID(),
                        payment,
                        refund.id(),
                        refund.amountMinor(),
                        refund.currency(),
                        refund.reason())
                .orElseThrow();
    }

    /// Stripe never made it: its tokens come back.
    public void giveUp(UUID id, String why) {
        move(id, "failed", null, why);
    }

    private void move(UUID id, String state, @Nullable String stripe, @Nullable String failure) {
        boolean moved =
                first(row -> row.getBoolean(1), MOVE, id, state, stripe, failure).orElseThrow();
        if (moved && state.equals("succeeded")) {
            receipts.refunded(asking(id).payment(), id);
        } else if (moved && state.equals("failed")) {
            receipts.refundFailed(asking(id).payment(), id);
        }
    }

    void append(Act act) {
        records.doWork(act::append);
    }

    private <T> Optional<T> first(
            Rows.Reader<T> reader, String sql, @Nullable Object... parameters) {
        return all(reader, sql, parameters).stream().findFirst();
    }

    private <T> List<T> all(Rows.Reader<T> reader, String sql, @Nullable Object... parameters) {
        return records.doReturningWork(connection -> Rows.all(connection, reader, sql, parameters));
    }

    private static Quote quote(ResultSet row) throws SQLException {
        return new Quote(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6));
    }

    private static Refund refund(ResultSet row) throws SQLException {
        return new Refund(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getString(10),
                row.getString(11),
                Rows.instant(row, 12),
                row.getTimestamp(13) == null ? null : Rows.instant(row, 13));
    }
}
