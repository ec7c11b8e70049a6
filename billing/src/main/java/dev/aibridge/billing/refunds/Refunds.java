package dev.aibridge.billing.refunds;

import dev.aibridge.billing.audit.Act;
import dev.aibridge.billing.failpoint.Failpoint;
import dev.aibridge.billing.orders.Buyers;
import dev.aibridge.billing.orders.Till;
import dev.aibridge.billing.refunds.RefundBooks.Asking;
import dev.aibridge.billing.refunds.Refunding.Begun;
import dev.aibridge.billing.refunds.Refunding.NotFound;
import dev.aibridge.billing.refunds.Refunding.OtherCurrency;
import dev.aibridge.billing.refunds.Refunding.OtherWish;
import dev.aibridge.billing.refunds.Refunding.Refused;
import dev.aibridge.billing.refunds.Refunding.TooMany;
import dev.aibridge.billing.stripe.MoneyBack;
import dev.aibridge.billing.stripe.StripeAway;
import dev.aibridge.billing.stripe.StripeRefusal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Gives money back. Tokens are set aside first, then Stripe is asked, outside of any transaction:
/// whatever gets lost on the way, a refund that may have been made keeps its tokens.
@ApplicationScoped
public class Refunds {

    private static final Logger LOG = Logger.getLogger(Refunds.class);

    private final RefundBooks books;
    private final Buyers buyers;
    private final Till till;
    private final MoneyBack stripe;
    private final RefundSettings settings;

    /// Refunds that Stripe makes.
    public Refunds(
            RefundBooks books,
            Buyers buyers,
            Till till,
            MoneyBack stripe,
            RefundSettings settings) {
        this.books = books;
        this.buyers = buyers;
        this.till = till;
        this.stripe = stripe;
        this.settings = settings;
    }

    /// What a refund of a tenant's order would do now; empty when it has no such order.
    ///
    /// @param amountMinor in minor units; `null` for all there is
    public Optional<Quote> quote(UUID tenant, UUID order, @Nullable Long amountMinor) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () ->
                                buyers.of(order)
                                        .filter(tenant::equals)
                                        .map(_ -> books.quote(order, amountMinor)));
    }

    /// The refunds of those orders, oldest first.
    public List<Refund> of(List<UUID> orders) {
        return QuarkusTransaction.requiringNew().call(() -> books.of(orders));
    }

    /// What can go back of those orders right now, in minor units; those of which nothing can are
    /// missing.
    public Map<UUID, Long> refundable(List<UUID> orders) {
        return QuarkusTransaction.requiringNew().call(() -> books.refundable(orders));
    }

    /// Gives a customer a part of an order back, or all that is left of it.
    public Refunding refund(UUID tenant, UUID order, RefundWish wish) {
        return asked(
                QuarkusTransaction.requiringNew()
                        .call(
                                () ->
                                        buyers.of(order)
                                                .filter(tenant::equals)
                                                .map(_ -> begin(tenant, order, wish))
                                                .orElseGet(NotFound::new)));
    }

    /// The same by an admin, who knows no more than the order's number.
    public Refunding refund(UUID order, RefundWish wish) {
        return asked(
                QuarkusTransaction.requiringNew()
                        .call(
                                () ->
                                        buyers.of(order)
                                                .map(tenant -> begin(tenant, order, wish))
                                                .orElseGet(NotFound::new)));
    }

    /// Gives back captured money that waits for an admin.
    ///
    /// @param payment a PaymentIntent
    public Refunding refundReview(String payment, RefundWish wish) {
        return asked(
                QuarkusTransaction.requiringNew()
                        .call(
                                () ->
                                        buyers.orderOf(payment)
                                                .map(order -> beginReview(payment, order, wish))
                                                .orElseGet(NotFound::new)));
    }

    private Refunding begin(UUID tenant, UUID order, RefundWish wish) {
        till.lockWallet(tenant);
        Optional<Refund> before = books.ofRequest(order, wish.requestKey());
        if (before.isPresent()) {
            return before.get().amountMinor() == wish.amountMinor()
                    ? new Begun(before.get())
                    : new OtherWish();
        }
        Optional<Duration> wait =
                wish.isByAdmin()
                        ? Optional.empty()
                        : books.wait(tenant, settings.selfService(), settings.selfServiceWindow());
        if (wait.isPresent()) {
            return new TooMany(wait.get());
        }
        String currency = books.quote(order, wish.amountMinor()).currency();
        if (currency != null && !currency.equals(wish.currency())) {
            return new OtherCurrency(currency);
        }
        UUID id = UUID.randomUUID();
        String no = books.begin(id, order, wish).no();
        if (no != null) {
            return new Refused(no);
        }
        return begun(id, tenant, order, wish);
    }

    private Refunding beginReview(String payment, UUID order, RefundWish wish) {
        UUID tenant = buyers.of(order).orElseThrow();
        till.lockWallet(tenant);
        Optional<Refund> before = books.ofRequest(order, wish.requestKey());
        if (before.isPresent()) {
            return new Begun(before.get());
        }
        UUID id = UUID.randomUUID();
        return books.beginReview(id, payment, wish)
                .<Refunding>map(Refused::new)
                .orElseGet(() -> begun(id, tenant, order, wish));
    }

    private Begun begun(UUID id, UUID tenant, UUID order, RefundWish wish) {
        Refund refund = books.get(id);
        if (wish.isByAdmin()) {
            books.append(
                    new Act(
                            wish.by(),
                            wish.byName(),
                            "order.refund",
                            tenant,
                            "order:" + order,
                            wish.reason(),
                            """
                            {"refund": "%s", "amountMinor": %d, "currency": "%s", "tokensMicro": %d, "bonusMicro": %d}"""
                                    .formatted(
                                            id,
                                            refund.amountMinor(),
                                            refund.currency(),
                                            refund.tokensMicro(),
                                            refund.bonusMicro())));
        }
        Failpoint.REFUND_BEGUN.pass();
        return new Begun(refund);
    }

    private Refunding asked(Refunding refunding) {
        if (refunding instanceof Begun(Refund refund) && refund.state().equals("asked")) {
            Failpoint.REFUND_COMMITTED.pass();
            ask(refund.id());
            return new Begun(QuarkusTransaction.requiringNew().call(() -> books.get(refund.id())));
        }
        return refunding;
    }

    /// Asks Stripe for a refund whose tokens are set aside; the same question has the same answer
    /// for a day. When Stripe does not say, nothing changes.
    public void ask(UUID id) {
        Asking asking = QuarkusTransaction.requiringNew().call(() -> books.asking(id));
        try {
            var made = stripe.refund(id, asking.payment(), asking.amountMinor());
            Failpoint.REFUND_MADE.pass();
            QuarkusTransaction.requiringNew().run(() -> books.book(asking.payment(), made));
            Failpoint.REFUND_TOLD.pass();
        } catch (StripeAway e) {
            LOG.warnf("nobody knows whether refund %s was made: %s", id, e);
        } catch (StripeRefusal e) {
            LOG.warnf("refund %s: %s", id, e.getMessage());
            refused(id, asking.payment());
        }
    }

    /// A "no" may follow on a "yes" that got lost: only what Stripe does not have was not made.
    private void refused(UUID id, String payment) {
        try {
            boolean made =
                    stripe.refunds(payment).stream()
                            .anyMatch(refund -> refund.ours().filter(id::equals).isPresent());
            if (!made) {
                QuarkusTransaction.requiringNew().run(() -> books.giveUp(id, "refused_by_stripe"));
            }
        } catch (StripeAway e) {
            LOG.warnf("refund %s is looked for later: %s", id, e);
        }
    }
}
