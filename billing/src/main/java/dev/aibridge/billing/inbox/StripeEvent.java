package dev.aibridge.billing.inbox;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.Timeouts;
import org.jspecify.annotations.Nullable;

/// An event as it is stored.
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads them.
@Table(schema = "billing")
class StripeEvent extends PanacheEntityBase {

    /// Of a reason that is kept.
    private static final int LONGEST_ERROR = 500;

    @Id private String id;
    private String body;
    private @Nullable Instant processedAt;
    private int failures;
    private Instant tryAt;
    private @Nullable String error;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected StripeEvent() {}

    /// Keeps an event, once.
    static void keep(String id, String type, String body) {
        getEntityManager()
                .createNativeQuery(
                        "INSERT INTO billing.stripe_event (id, type, body)"
                                + " VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
                .setParameter(1, id)
                .setParameter(2, type)
                .setParameter(3, body)
                .executeUpdate();
    }

    static StripeEvent of(String id) {
        return StripeEvent.<StripeEvent>findByIdOptional(id).orElseThrow();
    }

    /// Those that wait, which no other replica has.
    static List<StripeEvent> due(Instant now, int limit) {
        return StripeEvent.<StripeEvent>find(
                        "processedAt is null and tryAt <= ?1 order by tryAt", now)
                .page(0, limit)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                .list();
    }

    void claim(Instant until) {
        tryAt = until;
    }

    void done(Instant now) {
        processedAt = now;
        error = null;
    }

    /// Tries again after a pause that doubles with each failure.
    void failed(Instant now, Exception reason, Duration pause, Duration longest) {
        Duration grown = pause.multipliedBy(1L << Math.min(failures, 30));
        tryAt = now.plus(grown.compareTo(longest) < 0 ? grown : longest);
        failures++;
        String text = reason.toString();
        error = text.substring(0, Math.min(LONGEST_ERROR, text.length()));
    }

    String id() {
        return id;
    }

    String body() {
        return body;
    }
}
