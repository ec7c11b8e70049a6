package dev.aibridge.billing.orders;

import dev.aibridge.billing.stripe.Offer.Customer;
import dev.aibridge.billing.stripe.Session;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;
import org.jspecify.annotations.Nullable;

/// One attempt to pay an order, on one page of Stripe's.
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads them.
@Table(schema = "billing")
public class Checkout extends PanacheEntityBase {

    /// Which attempt at which order, from 1.
    @Embeddable
    record Id(UUID orderId, int attempt) {

        /// Stripe answers the same session for the same key.
        String idempotencyKey() {
            return orderId + ":" + attempt;
        }

        Id next() {
            return new Id(orderId, attempt + 1);
        }
    }

    @EmbeddedId private Id id;
    private String email;
    private String locale;
    private @Nullable String sessionId;
    private @Nullable String url;
    private @Nullable Instant expiresAt;
    private Instant begunAt;
    private Instant lookAt;
    private @Nullable Instant pendingAt;
    private @Nullable String customerId;
    private @Nullable Instant closedAt;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected Checkout() {}

    Checkout(Id id, Customer customer, Instant now, Duration untilLook) {
        this.id = id;
        email = customer.email();
        locale = customer.locale();
        customerId = customer.savingFor().orElse(null);
        begunAt = now;
        lookAt = now.plus(untilLook);
    }

    static Optional<Checkout> latest(UUID order) {
        return find("id.orderId = ?1 order by id.attempt desc", order).firstResultOptional();
    }

    /// The latest of each of those orders.
    static List<Checkout> latest(List<UUID> orders) {
        return list(
                "from Checkout c where c.id.orderId in ?1 and c.id.attempt ="
                        + " (select max(d.id.attempt) from Checkout d where d.id.orderId = c.id.orderId)",
                orders);
    }

    static Optional<Checkout> ofSession(String session) {
        return find("sessionId", session).firstResultOptional();
    }

    /// Those that the reconciler should look at, which no other replica is looking at.
    static List<Checkout> due(Instant now, Duration window, int limit) {
        return Checkout.<Checkout>find(
                        "closedAt is null and sessionId is not null and lookAt <= ?1"
                                + " and begunAt > ?2 order by lookAt",
                        now,
                        now.minus(window))
                .page(0, limit)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                .list();
    }

    /// Keeps the page that Stripe made for it.
    void open(String session, Session.Open page) {
        sessionId = session;
        url = page.url();
        expiresAt = page.expiresAt();
    }

    void lookAgain(Instant at) {
        lookAt = at;
    }

    /// Nothing more comes of it.
    void close(Instant now) {
        closedAt = now;
    }

    boolean isClosed() {
        return closedAt != null;
    }

    Id id() {
        return id;
    }

    Customer customer() {
        return new Customer(email, locale, Optional.ofNullable(customerId));
    }

    Instant begunAt() {
        return begunAt;
    }

    @Nullable String session() {
        return sessionId;
    }

    String requireSession() {
        return Objects.requireNonNull(sessionId);
    }

    /// The customer is done there, the bank is not.
    void pend(Instant now) {
        if (pendingAt == null) {
            pendingAt = now;
        }
    }

    /// Since when the bank is working on it.
    @Nullable Instant pendingAt() {
        return closedAt == null ? pendingAt : null;
    }

    /// Where it can be paid at that time, as far as we know.
    @Nullable String url(Instant now) {
        boolean isOpen = closedAt == null && pendingAt == null;
        return isOpen && expiresAt != null && expiresAt.isAfter(now) ? url : null;
    }
}
