package dev.aibridge.billing.reconciliation;

import dev.aibridge.billing.database.Columns;
import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.database.Transactions;
import dev.aibridge.billing.vendor.BilledUsage;
import dev.aibridge.billing.vendor.UsageReports;
import dev.aibridge.billing.vendor.VendorAccount;
import dev.aibridge.billing.vendor.VendorAccounts;
import dev.aibridge.billing.vendor.VendorAway;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Compares what we metered with what each vendor says that it bills, by day and model. Vendors
/// report late, so that the last days are compared again every time.
@ApplicationScoped
public class UsageReconciliation {

    private static final Logger LOG = Logger.getLogger(UsageReconciliation.class);

    private static final String LEAD = "SELECT pg_try_advisory_lock(4242020)";
    private static final String RESIGN = "SELECT pg_advisory_unlock(4242020)";

    /// The database's clock, when it was last compared, and when a vendor last did not say.
    private static final String LAST =
            """
            SELECT now(), max(began_at) FILTER (WHERE failure IS NULL), max(began_at) FILTER (WHERE failure IS NOT NULL)
            FROM billing.reconciliation WHERE what = 'usage' AND account = ?
            """;

    private static final String BEGIN =
            """
            INSERT INTO billing.reconciliation (what, account, since, until, asked_by)
            SELECT 'usage', ?, today - ? * interval '1 day', today, ?
            FROM date_trunc('day', now(), 'UTC') AS t (today) RETURNING
            """
                    + Run.COLUMNS;
    private static final String FORGET =
            """
            DELETE FROM billing.vendor_usage WHERE account = ? AND day >= ?::date AND day < ?::date RETURNING day
            """;
    private static final String MIRROR =
            """
            INSERT INTO billing.vendor_usage (day, model, requests, input, cached, output, account)
            SELECT day::date, model, sum(requests), sum(input), sum(cached), sum(output), account
            FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
              AS v (day, model, requests, input, cached, output), (VALUES (?)) a (account)
            GROUP BY 1, 2, account
            """;
    private static final String NOTE =
            """
            SELECT r.id, r.what, r.since, r.until, r.began_at, r.ended_at, r.asked_by, r.compared,
              r.findings, r.failure, r.account
            FROM (SELECT count(*) AS compared, COALESCE(jsonb_agg(to_jsonb(c)) FILTER (WHERE NOT c.agree), '[]') AS off
              FROM billing.compare_usage(?, ?::date, ?::date, ? * interval '1 millisecond', ?, ?, ?) c) x,
              billing.note_findings(?, x.compared, x.off) r
            """;
    private static final String FAIL =
            "UPDATE billing.reconciliation SET failure = left(?, 500) WHERE id = ? RETURNING "
                    + Run.COLUMNS;

    /// How much longer than the statement the connection waits: the server is to end it.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private record Past(
            OffsetDateTime now, @Nullable OffsetDateTime last, @Nullable OffsetDateTime failed) {}

    private final AgroalDataSource database;
    private final VendorAccounts accounts;
    private final UsageReports reports;
    private final Findings findings;
    private final UsageComparisonSettings settings;
    private final ReconciliationMetrics metrics;

    /// Compares with what those accounts are billed.
    public UsageReconciliation(
            AgroalDataSource database,
            VendorAccounts accounts,
            UsageReports reports,
            Findings findings,
            UsageComparisonSettings settings,
            ReconciliationMetrics metrics) {
        this.database = database;
        this.accounts = accounts;
        this.reports = reports;
        this.findings = findings;
        this.settings = settings;
        this.metrics = metrics;
    }

    /// Compares the accounts for which the night's time was passed since the last comparison.
    @Scheduled(
            every = "${aibridge.comparison.tick}",
            delayed = "${aibridge.comparison.tick}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void compareWhenDue() {
        try {
            List<VendorAccount> due = new ArrayList<>();
            for (VendorAccount account : accounts.all()) {
                if (isDue(account)) {
                    due.add(account);
                }
            }
            if (!due.isEmpty()) {
                run(due, null);
            }
        } catch (SQLException | RuntimeException e) {
            metrics.failed();
            LOG.warnf("our usage is compared with the vendors' again later: %s", e);
        }
    }

    private boolean isDue(VendorAccount account) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Past past =
                    Rows.first(
                                    connection,
                                    row ->
                                            new Past(
                                                    row.getObject(1, OffsetDateTime.class),
                                                    row.getObject(2, OffsetDateTime.class),
                                                    row.getObject(3, OffsetDateTime.class)),
                                    LAST,
                                    account.name())
                            .orElseThrow();
            OffsetDateTime failed = past.failed();
            return Proving.isWholeDue(past.now(), past.last(), settings.at())
                    && (failed == null || failed.plus(settings.retry()).isBefore(past.now()));
        }
    }

    /// Compares all accounts now; empty when another replica, or another admin, is at it. A vendor
    /// that does not say leaves a run that failed; the others are compared all the same.
    ///
    /// @param askedBy an admin's name
    public Optional<List<Run>> run(String askedBy) throws SQLException {
        return run(accounts.all(), askedBy);
    }

    private Optional<List<Run>> run(List<VendorAccount> which, @Nullable String askedBy)
            throws SQLException {
        try (Connection leading = database.getConnection()) {
            if (!isTrue(leading, LEAD)) {
                return Optional.empty();
            }
            try {
                List<Run> runs = new ArrayList<>();
                for (VendorAccount account : which) {
                    runs.add(compare(leading, account, askedBy));
                }
                return Optional.of(runs);
            } finally {
                isTrue(leading, RESIGN);
                findings.show();
            }
        }
    }

    private static boolean isTrue(Connection connection, String question) throws SQLException {
        return Rows.first(connection, row -> row.getBoolean(1), question).orElseThrow();
    }

    private Run compare(Connection connection, VendorAccount account, @Nullable String askedBy)
            throws SQLException {
        Run run =
                Rows.first(connection, Run::of, BEGIN, account.name(), settings.days(), askedBy)
                        .orElseThrow();
        try {
            List<BilledUsage> billed = reports.read(account, day(run.since()), day(run.until()));
            return Transactions.call(
                    database, transaction -> note(transaction, account, run, billed));
        } catch (VendorAway e) {
            metrics.failed();
            LOG.warnf("usage is compared again later: %s", e.getMessage());
            return fail(connection, run, String.valueOf(e.getMessage()));
        } catch (SQLException | RuntimeException e) {
            fail(connection, run, e.toString());
            throw e;
        }
    }

    private static Run fail(Connection connection, Run run, String why) throws SQLException {
        return Rows.first(connection, Run::of, FAIL, why, run.id()).orElseThrow();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /// The role's time-outs are lifted for this transaction alone.
    private Run note(
            Connection connection, VendorAccount account, Run run, List<BilledUsage> billed)
            throws SQLException {
        int patience = connection.getNetworkTimeout();
        try (Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(
                    Runnable::run, (int) settings.limit().plus(GRACE).toMillis());
            statement.execute("SET LOCAL statement_timeout = " + settings.limit().toMillis());
            mirror(connection, account, run, billed);
            return note(connection, account, run);
        } finally {
            connection.setNetworkTimeout(Runnable::run, patience);
        }
    }

    /// What the vendor says no more is gone.
    private static void mirror(
            Connection connection, VendorAccount account, Run run, List<BilledUsage> billed)
            throws SQLException {
        Rows.all(
                connection,
                row -> row.getObject(1),
                FORGET,
                account.name(),
                day(run.since()).toString(),
                day(run.until()).toString());
        try (PreparedStatement insert = connection.prepareStatement(MIRROR)) {
            new Columns<>(insert, billed)
                    .texts(one -> one.day().toString())
                    .texts(BilledUsage::model)
                    .longs(BilledUsage::requests)
                    .longs(BilledUsage::input)
                    .longs(BilledUsage::cached)
                    .longs(BilledUsage::output);
            insert.setString(7, account.name());
            insert.executeUpdate();
        }
    }

    private Run note(Connection connection, VendorAccount account, Run run) throws SQLException {
        return Rows.first(
                        connection,
                        Run::of,
                        NOTE,
                        account.name(),
                        day(run.since()).toString(),
                        day(run.until()).toString(),
                        settings.edge().toMillis(),
                        settings.tolerancePpm(),
                        settings.toleranceTokens(),
                        settings.toleranceRequests(),
                        run.id())
                .orElseThrow();
    }
}
