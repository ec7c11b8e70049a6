package dev.aibridge.billing.orders;

import dev.aibridge.billing.orders.Order.Fault;
import dev.aibridge.billing.stripe.Session;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Money that Stripe captured for an order: credited, or with a fault and waiting for an admin.
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads them.
@Table(schema = "billing")
class Payment extends PanacheEntityBase {

    @Id private String id;
    private UUID orderId;
    private String sessionId;
    private long amountMinor;
    private String currency;
    private boolean credited;
    private @Nullable String fault;
    private Instant seenAt;
    private @Nullable Instant decidedAt;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected Payment() {}

    Payment(UUID order, String session, Session.Paid paid, Optional<Fault> fault, Instant now) {
        id = paid.payment();
        orderId = order;
        sessionId = session;
        amountMinor = paid.amountMinor();
        currency = paid.currency();
        credited = fault.isEmpty();
        this.fault = fault.map(f -> f.name().toLowerCase(Locale.ROOT)).orElse(null);
        seenAt = now;
    }

    static boolean isKnown(String session) {
        return count("sessionId", session) > 0;
    }

    static List<Payment> of(List<UUID> orders) {
        return list("orderId in ?1 order by seenAt, id", orders);
    }

    /// An admin credits it in spite of its fault.
    void credit(Instant now) {
        credited = true;
        decidedAt = now;
    }

    boolean isCredited() {
        return credited;
    }

    /// Why it was not credited by itself.
    Optional<Fault> fault() {
        return Optional.ofNullable(fault).map(name -> Fault.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    String id() {
        return id;
    }

    UUID order() {
        return orderId;
    }

    Till.Money money() {
        return new Till.Money(amountMinor, currency);
    }

    /// What an admin sees of it.
    Capture capture() {
        return new Capture(id, orderId, amountMinor, currency, credited, fault, seenAt, decidedAt);
    }
}
