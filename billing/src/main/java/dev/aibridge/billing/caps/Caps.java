package dev.aibridge.billing.caps;

import dev.aibridge.billing.audit.Act;
import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.database.Transactions;
import dev.aibridge.common.usage.UsageEvent;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The spend caps of tenants and their keys.
@ApplicationScoped
public class Caps {

    /// A window that has ended since it was last looked at is shown as the one that runs.
    private static final String LIST =
            """
            SELECT NULLIF(b.key_id, billing.all_keys()), b.span, b.cap, b.ceiling, b.bound,
              CASE WHEN b.ends_at > now() THEN b.used
                ELSE billing.paid_since(b.tenant_id, b.key_id, n.starts_at) END,
              billing.leased_under(b.tenant_id, b.key_id),
              NULLIF(CASE WHEN b.ends_at > now() THEN b.starts_at ELSE n.starts_at END, '-infinity'),
              NULLIF(CASE WHEN b.ends_at > now() THEN b.ends_at ELSE n.ends_at END, 'infinity')
            FROM billing.budget b JOIN accounts.tenant t ON t.id = b.tenant_id,
              billing.cap_window(b.span, t.time_zone, now()) n
            WHERE b.tenant_id = ?
            ORDER BY b.key_id, array_position(ARRAY['day', 'week', 'month', 'total'], b.span)
            """;

    private static final String SET = "SELECT billing.set_cap(?, ?, ?, ?::bigint, ?)";
    private static final String CEILING =
            """
            SELECT ceiling FROM billing.budget
            WHERE tenant_id = ? AND key_id = ? AND span = ? AND ceiling IS NOT NULL
            """;

    private final AgroalDataSource database;
    private final AgroalDataSource reading;

    /// Caps in that database.
    public Caps(AgroalDataSource database, @DataSource("reading") AgroalDataSource reading) {
        this.database = database;
        this.reading = reading;
    }

    /// What a cap is of.
    ///
    /// @param key `null`: all the tenant's keys together
    public record Subject(UUID tenant, @Nullable UUID key, CapWindow window) {

        private UUID keyOrAll() {
            return key == null ? UsageEvent.SHARED : key;
        }

        private UUID target() {
            return key == null ? tenant : key;
        }
    }

    /// What became of a wish.
    public enum Outcome {
        SET,
        /// No such tenant or key.
        UNKNOWN,
        NO_WALLET,
        /// An admin allows less.
        ABOVE_CEILING
    }

    /// All caps of a tenant and its keys.
    public List<Cap> of(UUID tenant) throws SQLException {
        try (Connection connection = reading.getConnection()) {
            return Rows.all(connection, Caps::read, LIST, tenant);
        }
    }

    private static Cap read(ResultSet row) throws SQLException {
        return new Cap(
                Optional.ofNullable(row.getObject(1, UUID.class)),
                row.getString(2),
                Optional.ofNullable(row.getObject(3, Long.class)),
                Optional.ofNullable(row.getObject(4, Long.class)),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                Optional.ofNullable(row.getObject(8, OffsetDateTime.class)),
                Optional.ofNullable(row.getObject(9, OffsetDateTime.class)));
    }

    /// Sets what the customer wants, or with `null` removes it. Gateways hear of it.
    public Outcome cap(Subject subject, @Nullable Long micro) throws SQLException {
        return Transactions.call(database, connection -> set(connection, subject, micro, false));
    }

    /// Sets what an admin allows at most, or with `null` removes it, and writes that down.
    public Outcome ceiling(Subject subject, @Nullable Long micro, String reason, Admin admin)
            throws SQLException {
        return Transactions.call(
                database,
                connection -> {
                    Optional<Long> before =
                            Rows.first(
                                    connection,
                                    row -> row.getLong(1),
                                    CEILING,
                                    subject.tenant(),
                                    subject.keyOrAll(),
                                    subject.window().code());
                    Outcome outcome = set(connection, subject, micro, true);
                    if (outcome == Outcome.SET) {
                        act(subject, before.orElse(null), micro, reason, admin).append(connection);
                    }
                    return outcome;
                });
    }

    private static Outcome set(
            Connection connection, Subject subject, @Nullable Long micro, boolean isCeiling)
            throws SQLException {
        return Rows.first(
                        connection,
                        row -> Outcome.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                        SET,
                        subject.tenant(),
                        subject.keyOrAll(),
                        subject.window().code(),
                        micro,
                        isCeiling)
                .orElseThrow();
    }

    private static Act act(
            Subject subject,
            @Nullable Long before,
            @Nullable Long after,
            String reason,
            Admin admin) {
        return new Act(
                admin.subject(),
                admin.name(),
                "cap.ceiling",
                subject.tenant(),
                subject.target().toString(),
                reason,
                "{\"window\": \"%s\", \"beforeMicro\": %s, \"ceilingMicro\": %s}"
                        .formatted(subject.window().code(), before, after));
    }
}
