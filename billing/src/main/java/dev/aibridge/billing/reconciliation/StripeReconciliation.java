package dev.aibridge.billing.reconciliation;

import dev.aibridge.billing.database.Columns;
import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.database.Transactions;
import dev.aibridge.billing.returns.Returns;
import dev.aibridge.billing.stripe.BalanceHistory;
import dev.aibridge.billing.stripe.Moved;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Compares our books with Stripe's balance, movement by movement: payments, fees, refunds,
/// disputes. What is missing here is looked at and booked as any webhook would have it; that it was
/// missing stays written down.
@ApplicationScoped
public class StripeReconciliation {

    private static final Logger LOG = Logger.getLogger(StripeReconciliation.class);

    private static final String LEAD = "SELECT pg_try_advisory_lock(4242014)";
    private static final String RESIGN = "SELECT pg_advisory_unlock(4242014)";
    private static final String LAST =
            """
            SELECT now(), max(began_at) FROM billing.reconciliation
            WHERE what = 'stripe' AND failure IS NULL
            """;
    private static final String BEGIN =
            """
            INSERT INTO billing.reconciliation (what, since, until, asked_by)
            VALUES ('stripe', now() - ? * interval '1 millisecond', now(), ?) RETURNING
            """
                    + Run.COLUMNS;
    private static final String MIRROR =
            """
            INSERT INTO billing.stripe_balance
              (id, kind, source, payment_id, amount_minor, currency, fee_minor, fee_currency, created_at)
            SELECT id, kind, source, NULLIF(payment, ''), amount, currency, fee, fee_currency, to_timestamp(at)
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[],
              ?::text[], ?::bigint[])
              AS m (id, kind, source, payment, amount, currency, fee, fee_currency, at)
            ON CONFLICT (id) DO NOTHING
            """;

    /// Payments of which nobody knows whose they are.
    private static final String UNKNOWN =
            """
            SELECT DISTINCT payment_id FROM billing.stripe_balance b
            WHERE payment_id IS NOT NULL AND created_at >= ?::timestamptz
              AND NOT EXISTS (SELECT FROM billing.payment p WHERE p.id = b.payment_id)
              AND NOT EXISTS (SELECT FROM billing.foreign_payment f WHERE f.id = b.payment_id)
            ORDER BY 1
            """;

    /// Payments of ours of which Stripe has more to say than we know.
    private static final String BEHIND =
            """
            SELECT DISTINCT b.payment_id
            FROM billing.compare_stripe(?::timestamptz, ?::timestamptz) c
            JOIN billing.stripe_balance b ON b.payment_id IS NOT NULL
              AND c.subject IN ('refund ' || b.source, 'failed refund ' || b.source, 'dispute ' || b.id)
            WHERE c.ours IS NULL ORDER BY 1
            """;

    private static final String FEES = "SELECT billing.book_charge_fees()";
    private static final String NOTE =
            """
            SELECT r.id, r.what, r.since, r.until, r.began_at, r.ended_at, r.asked_by, r.compared,
              r.findings, r.failure, NULL
            FROM (SELECT count(*) AS compared, COALESCE(jsonb_agg(to_jsonb(c))
                FILTER (WHERE c.ours IS DISTINCT FROM c.theirs), '[]') AS off
              FROM billing.compare_stripe(?::timestamptz, ?::timestamptz) c) x,
              billing.note_findings(?, x.compared, x.off) r
            """;
    private static final String FAIL =
            "UPDATE billing.reconciliation SET failure = left(?, 500) WHERE id = ? RETURNING id";

    private final AgroalDataSource database;
    private final BalanceHistory stripe;
    private final Returns returns;
    private final Findings findings;
    private final ComparisonSettings settings;
    private final ReconciliationMetrics metrics;

    /// Compares with that Stripe.
    public StripeReconciliation(
            AgroalDataSource database,
            BalanceHistory stripe,
            Returns returns,
            Findings findings,
            ComparisonSettings settings,
            ReconciliationMetrics metrics) {
        this.database = database;
        this.stripe = stripe;
        this.returns = returns;
        this.findings = findings;
        this.settings = settings;
        this.metrics = metrics;
    }

    /// Compares when the night's time was passed since the last comparison.
    @Scheduled(
            every = "${aibridge.comparison.tick}",
            delayed = "${aibridge.comparison.tick}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void compareWhenDue() {
        try {
            findings.show();
            if (isDue()) {
                run(null);
            }
        } catch (SQLException | RuntimeException e) {
            metrics.failed();
            LOG.warnf("the books are compared with Stripe's again later: %s", e);
        }
    }

    private boolean isDue() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Rows.first(
                            connection,
                            row ->
                                    Proving.isWholeDue(
                                            row.getObject(1, OffsetDateTime.class),
                                            row.getObject(2, OffsetDateTime.class),
                                            settings.at()),
                            LAST)
                    .orElseThrow();
        }
    }

    /// Compares now; empty when another replica, or another admin, is at it.
    ///
    /// @param askedBy an admin's name; `null` for the night
    /// @throws dev.aibridge.billing.stripe.StripeAway when Stripe does not say
    public Optional<Run> run(@Nullable String askedBy) throws SQLException {
        try (Connection leading = database.getConnection()) {
            if (!isTrue(leading, LEAD)) {
                return Optional.empty();
            }
            try {
                return Optional.of(compare(leading, askedBy));
            } finally {
                isTrue(leading, RESIGN);
                findings.show();
            }
        }
    }

    private static boolean isTrue(Connection connection, String question) throws SQLException {
        return Rows.first(connection, row -> row.getBoolean(1), question).orElseThrow();
    }

    private Run compare(Connection connection, @Nullable String askedBy) throws SQLException {
        Run run =
                Rows.first(connection, Run::of, BEGIN, settings.window().toMillis(), askedBy)
                        .orElseThrow();
        try {
            mirror(connection, run);
            look(ids(connection, UNKNOWN, run.since().minus(settings.margin()).toString()));
            note(run);
            look(ids(connection, BEHIND, run.since().toString(), run.until().toString()));
            Rows.all(connection, row -> row.getLong(1), FEES);
            return note(run);
        } catch (SQLException | RuntimeException e) {
            Rows.all(connection, row -> row.getObject(1), FAIL, e.toString(), run.id());
            throw e;
        }
    }

    private void mirror(Connection connection, Run run) throws SQLException {
        List<Moved> moved = stripe.since(run.since().minus(settings.margin()));
        try (PreparedStatement insert = connection.prepareStatement(MIRROR)) {
            new Columns<>(insert, moved)
                    .texts(Moved::id)
                    .texts(one -> one.kind().name().toLowerCase(Locale.ROOT))
                    .texts(Moved::source)
                    .texts(one -> one.payment().orElse(""))
                    .longs(Moved::amountMinor)
                    .texts(Moved::currency)
                    .longs(Moved::feeMinor)
                    .texts(Moved::feeCurrency)
                    .longs(one -> one.at().getEpochSecond());
            insert.executeUpdate();
        }
    }

    private static List<String> ids(Connection connection, String sql, Object... parameters)
            throws SQLException {
        return Rows.all(connection, row -> row.getString(1), sql, parameters);
    }

    /// One that fails stays a finding.
    private void look(List<String> payments) {
        for (String payment : payments) {
            try {
                returns.look(payment);
            } catch (RuntimeException e) {
                metrics.failed();
                LOG.warnf("payment %s is not ours to explain: %s", payment, e);
            }
        }
    }

    private Run note(Run run) throws SQLException {
        Duration limit = settings.limit();
        return Transactions.call(
                database,
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SET LOCAL statement_timeout = " + limit.toMillis());
                    }
                    return Rows.first(
                                    connection,
                                    Run::of,
                                    NOTE,
                                    run.since().toString(),
                                    run.until().toString(),
                                    run.id())
                            .orElseThrow();
                });
    }
}
