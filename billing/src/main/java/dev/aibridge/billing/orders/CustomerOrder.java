package dev.aibridge.billing.orders;

import dev.aibridge.billing.orders.Order.Abandoned;
import dev.aibridge.billing.orders.Order.AwaitingPayment;
import dev.aibridge.billing.orders.Order.Credit;
import dev.aibridge.billing.orders.Order.Credited;
import dev.aibridge.billing.orders.Order.Fault;
import dev.aibridge.billing.orders.Order.Paid;
import dev.aibridge.billing.orders.Order.Review;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Page;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// An order as it is stored: what was promised, and what became of it.
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads them.
@Table(schema = "billing")
public class CustomerOrder extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private @Nullable UUID id;

    private UUID tenantId;
    private String requestKey;
    private String productId;
    private String productName;
    private int quantity;
    private long tokens;
    private long bonus;
    private long amountMinor;
    private String currency;
    private String state;
    private @Nullable String reviewReason;
    private UUID orderedBy;
    private Instant orderedAt;
    private @Nullable Instant creditedAt;
    private @Nullable Long txId;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected CustomerOrder() {}

    /// The price is the product's, never the form's.
    CustomerOrder(UUID tenant, Wish wish, Product product, Instant now) {
        ProductTerms terms = product.terms();
        tenantId = tenant;
        requestKey = wish.requestKey();
        productId = product.id();
        productName = terms.name();
        quantity = wish.quantity();
        tokens = Math.multiplyExact(terms.tokensMicro(), quantity);
        bonus = Math.multiplyExact(terms.bonusMicro(), quantity);
        amountMinor = Math.multiplyExact(terms.amountMinor(), quantity);
        currency = terms.currency();
        state = name(new AwaitingPayment());
        orderedBy = wish.by();
        orderedAt = now;
    }

    static Optional<CustomerOrder> of(UUID id) {
        return findByIdOptional(id);
    }

    static Optional<CustomerOrder> ofTenant(UUID tenant, UUID id) {
        return find("tenantId = ?1 and id = ?2", tenant, id).firstResultOptional();
    }

    static Optional<CustomerOrder> ofRequest(UUID tenant, String requestKey) {
        return find("tenantId = ?1 and requestKey = ?2", tenant, requestKey).firstResultOptional();
    }

    /// Newest first: the ids rise with time.
    static List<CustomerOrder> page(UUID tenant, @Nullable UUID before, int limit) {
        UUID last = before == null ? new UUID(-1, -1) : before;
        return CustomerOrder.<CustomerOrder>find(
                        "tenantId = ?1 and id < ?2 order by id desc", tenant, last)
                .page(Page.ofSize(limit))
                .list();
    }

    /// All tenants', newest first.
    ///
    /// @param state only those in it; `null` for all
    static List<CustomerOrder> page(@Nullable String state, @Nullable UUID before, int limit) {
        UUID last = before == null ? new UUID(-1, -1) : before;
        return CustomerOrder.<CustomerOrder>find(
                        "(?1 is null or state = ?1) and id < ?2 order by id desc", state, last)
                .page(Page.ofSize(limit))
                .list();
    }

    Order state() {
        return switch (state) {
            case "awaiting_payment" -> new AwaitingPayment();
            case "abandoned" -> new Abandoned();
            case "paid" -> new Paid();
            case "credited" -> new Credited(credit().orElseThrow());
            case "review" -> new Review(faults(), credit());
            default -> throw new IllegalStateException("order %s is %s".formatted(id, state));
        };
    }

    private Optional<Credit> credit() {
        return txId == null
                ? Optional.empty()
                : Optional.of(new Credit(txId, Objects.requireNonNull(creditedAt)));
    }

    private Set<Fault> faults() {
        return Arrays.stream(Objects.requireNonNull(reviewReason).split(", "))
                .map(fault -> Fault.valueOf(fault.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    void become(Order next) {
        state = name(next);
        switch (next) {
            case Credited(Credit credit) -> {
                reviewReason = null;
                keep(credit);
            }
            case Review(Set<Fault> faults, Optional<Credit> credit) -> {
                reviewReason =
                        faults.stream()
                                .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "));
                credit.ifPresent(this::keep);
            }
            case AwaitingPayment _, Abandoned _, Paid _ -> {}
        }
    }

    private void keep(Credit credit) {
        txId = credit.transaction();
        creditedAt = credit.at();
    }

    private static String name(Order order) {
        return switch (order) {
            case AwaitingPayment _ -> "awaiting_payment";
            case Abandoned _ -> "abandoned";
            case Paid _ -> "paid";
            case Credited _ -> "credited";
            case Review _ -> "review";
        };
    }

    boolean isFor(Wish wish) {
        return productId.equals(wish.productId()) && quantity == wish.quantity();
    }

    UUID id() {
        return Objects.requireNonNull(id);
    }

    UUID tenant() {
        return tenantId;
    }

    String productName() {
        return productName;
    }

    int quantity() {
        return quantity;
    }

    long tokens() {
        return tokens;
    }

    long bonus() {
        return bonus;
    }

    long amountMinor() {
        return amountMinor;
    }

    String currency() {
        return currency;
    }

    /// What its pages show.
    Purchase page(@Nullable String checkoutUrl, @Nullable Instant pendingSince) {
        return new Purchase(
                id(),
                productId,
                productName,
                quantity,
                tokens,
                bonus,
                amountMinor,
                currency,
                state,
                reviewReason,
                orderedAt,
                creditedAt,
                checkoutUrl,
                pendingSince);
    }
}
