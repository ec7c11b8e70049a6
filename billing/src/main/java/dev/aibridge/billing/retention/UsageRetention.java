package dev.aibridge.billing.retention;

import dev.aibridge.billing.database.Patience;
import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.statements.StatementSettings;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Seals and removes the usage events of days that are past their retention, one day in a
/// transaction. Several replicas may try: the day goes once.
@ApplicationScoped
public class UsageRetention {

    private static final Logger LOG = Logger.getLogger(UsageRetention.class);

    private static final String PAST = "SELECT billing.days_past(?)";
    private static final String SEAL = "SELECT billing.seal_day(?, ?)";

    /// A month in any time zone, which a budget's window may last; billing.seal_day refuses less.
    private static final int LEAST_DAYS = 33;

    private final AgroalDataSource database;
    private final RetentionSettings settings;
    private final AtomicInteger waiting = new AtomicInteger();

    /// One for that database.
    ///
    /// @throws IllegalArgumentException when events would go that budgets or statements need
    public UsageRetention(
            AgroalDataSource database,
            RetentionSettings settings,
            StatementSettings statements,
            MeterRegistry registry) {
        // The day a key was last used on is looked for among its events, from the evening before.
        int least = Math.max(LEAST_DAYS, statements.keyDays() + 2);
        if (settings.usageDays() != 0 && settings.usageDays() < least) {
            throw new IllegalArgumentException(
                    "aibridge.retention.usage-days=%d: 0, or at least %d, which budgets and the usage of keys need"
                            .formatted(settings.usageDays(), least));
        }
        this.database = database;
        this.settings = settings;
        Gauge.builder("aibridge_retention_days_waiting", waiting, AtomicInteger::get)
                .description("days past their retention that could not be sealed")
                .strongReference(true)
                .register(registry);
    }

    /// Removes what can be removed. A day that cannot waits alone.
    @Scheduled(
            every = "${aibridge.retention.every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void removeOldDays() {
        if (settings.usageDays() == 0) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            List<LocalDate> past =
                    Patience.call(
                            connection,
                            settings.dayLimit(),
                            () ->
                                    Rows.all(
                                            connection,
                                            row -> row.getObject(1, LocalDate.class),
                                            PAST,
                                            settings.usageDays()));
            int kept = 0;
            for (LocalDate day : past) {
                kept += seal(connection, day) ? 0 : 1;
            }
            waiting.set(kept);
        } catch (SQLException e) {
            LOG.warnf("old usage is looked for again: %s", e);
        }
    }

    private boolean seal(Connection connection, LocalDate day) {
        try {
            Optional<String> hindered =
                    Patience.call(
                            connection,
                            settings.dayLimit(),
                            () ->
                                    Rows.all(
                                                    connection,
                                                    row -> Optional.ofNullable(row.getString(1)),
                                                    SEAL,
                                                    day,
                                                    settings.usageDays())
                                            .getFirst());
            hindered.ifPresentOrElse(
                    why -> LOG.warnf("usage of %s stays: %s", day, why),
                    () -> LOG.infof("usage of %s is sealed", day));
            return hindered.isEmpty();
        } catch (SQLException e) {
            LOG.errorf("usage of %s stays: %s", day, e);
            return false;
        }
    }
}
