package dev.aibridge.billing.orders;

import dev.aibridge.billing.orders.Order.Abandoned;
import dev.aibridge.billing.orders.Order.AwaitingPayment;
import dev.aibridge.billing.orders.Order.Unpaid;
import dev.aibridge.billing.orders.Placing.NoSuchOrder;
import dev.aibridge.billing.orders.Placing.NoSuchProduct;
import dev.aibridge.billing.orders.Placing.OtherWish;
import dev.aibridge.billing.orders.Placing.Placed;
import dev.aibridge.billing.orders.Placing.TooMany;
import dev.aibridge.billing.stripe.Checkouts;
import dev.aibridge.billing.stripe.Offer;
import dev.aibridge.billing.stripe.Offer.Customer;
import dev.aibridge.billing.stripe.Session;
import dev.aibridge.billing.stripe.StripeSettings;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What customers do with their orders. Stripe is never called inside a transaction: what was begun
/// is written first, so that an answer that gets lost is asked for again, under the same key.
@ApplicationScoped
public class Orders {

    /// As the database allows.
    private static final int MOST_ATTEMPTS = 100;

    private final Checkouts stripe;
    private final Fulfilment fulfilment;
    private final Till till;
    private final OrderSettings settings;
    private final Duration sessionLife;

    /// Orders that are paid at Stripe.
    public Orders(
            Checkouts stripe,
            Fulfilment fulfilment,
            Till till,
            OrderSettings settings,
            StripeSettings stripeSettings) {
        this.stripe = stripe;
        this.fulfilment = fulfilment;
        this.till = till;
        this.settings = settings;
        this.sessionLife = stripeSettings.sessionLife();
    }

    /// Places an order and opens its page at Stripe. The same request key gives the same order.
    ///
    /// @throws dev.aibridge.billing.stripe.StripeAway the order stands, its page can be asked for
    ///   again
    public Placing place(UUID tenant, Wish wish, Customer customer) {
        return opened(QuarkusTransaction.requiringNew().call(() -> accept(tenant, wish, customer)));
    }

    private Placing accept(UUID tenant, Wish wish, Customer customer) {
        till.lockWallet(tenant);
        Instant now = till.now();
        Optional<CustomerOrder> before = CustomerOrder.ofRequest(tenant, wish.requestKey());
        if (before.isPresent()) {
            return before.get().isFor(wish)
                    ? new Placed(before.get().page(null, null))
                    : new OtherWish();
        }
        Optional<Product> product = Product.onSale(wish.productId());
        if (product.isEmpty()) {
            return new NoSuchProduct();
        }
        Optional<Duration> wait = limit(tenant);
        if (wait.isPresent()) {
            return new TooMany(wait.get());
        }
        CustomerOrder order = new CustomerOrder(tenant, wish, product.get(), now);
        order.persist();
        attempt(new Checkout.Id(order.id(), 1), customer, now);
        return new Placed(order.page(null, null));
    }

    private Optional<Duration> limit(UUID tenant) {
        return till.wait(tenant, settings.checkouts(), settings.checkoutWindow());
    }

    private void attempt(Checkout.Id id, Customer customer, Instant now) {
        new Checkout(id, customer, now, settings.reconcileEvery()).persist();
    }

    /// Gives the order's page at Stripe, a new one if the last one can't be paid any more.
    ///
    /// @throws dev.aibridge.billing.stripe.StripeAway nothing is lost, try again
    public Placing reopen(UUID tenant, UUID id, Customer customer) {
        Optional<Checkout> last = latest(tenant, id);
        if (last.isEmpty()) {
            return opened(
                    QuarkusTransaction.requiringNew().call(() -> first(tenant, id, customer)));
        }
        return opened(
                QuarkusTransaction.requiringNew()
                        .call(
                                isOver(last.get())
                                        ? () -> again(tenant, last.get().id(), customer)
                                        : () -> new Placed(order(id).page(null, null))));
    }

    /// The first page of an order that was to be paid by a saved card and was not.
    private Placing first(UUID tenant, UUID id, Customer customer) {
        till.lockWallet(tenant);
        Optional<CustomerOrder> order = CustomerOrder.ofTenant(tenant, id);
        if (order.isEmpty()) {
            return new NoSuchOrder();
        }
        if (order.get().state() instanceof Abandoned abandoned) {
            Optional<Duration> wait = limit(tenant);
            if (wait.isPresent()) {
                return new TooMany(wait.get());
            }
            order.get().become(abandoned.reopen());
            attempt(new Checkout.Id(id, 1), customer, till.now());
        }
        return new Placed(order.get().page(null, null));
    }

    private Optional<Checkout> latest(UUID tenant, UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () ->
                                CustomerOrder.ofTenant(tenant, id)
                                        .flatMap(order -> Checkout.latest(order.id())));
    }

    /// Whether nobody can pay on that page any more. Ends it when little time is left.
    private boolean isOver(Checkout checkout) {
        String session = checkout.session();
        Instant now = QuarkusTransaction.requiringNew().call(till::now);
        if (session == null) {
            return !isUnanswered(checkout, now);
        }
        Optional<Session> known = fulfilment.fulfil(session);
        if (known.isPresent()
                && known.get().state() instanceof Session.Open(_, Instant expiresAt)
                && expiresAt.isBefore(now.plus(settings.lastMinutes()))) {
            known = fulfilment.end(session);
        }
        return known.isEmpty() || isOver(known.get().state());
    }

    /// Whether Stripe can still be asked for that page under the attempt's own key.
    private boolean isUnanswered(Checkout checkout, Instant now) {
        Instant end = checkout.begunAt().plus(sessionLife).minus(settings.lastMinutes());
        return checkout.session() == null && !checkout.isClosed() && now.isBefore(end);
    }

    /// A page that was paid is over too: an order that is unpaid in spite of it had its money sent
    /// back.
    private static boolean isOver(Session.State state) {
        return switch (state) {
            case Session.Failed _, Session.Expired _, Session.Paid _ -> true;
            case Session.Open _, Session.Pending _ -> false;
        };
    }

    /// The next attempt, unless someone else has begun it, or the order needs none.
    private Placing again(UUID tenant, Checkout.Id last, Customer customer) {
        till.lockWallet(tenant);
        CustomerOrder order = locked(last.orderId());
        boolean isLast =
                Checkout.latest(order.id()).filter(found -> found.id().equals(last)).isPresent();
        if (!isLast || !(order.state() instanceof Unpaid)) {
            return new Placed(order.page(null, null));
        }
        Optional<Duration> wait =
                last.attempt() < MOST_ATTEMPTS
                        ? limit(tenant)
                        : Optional.of(settings.checkoutWindow());
        if (wait.isPresent()) {
            return new TooMany(wait.get());
        }
        if (order.state() instanceof Abandoned abandoned) {
            order.become(abandoned.reopen());
        }
        attempt(last.next(), saving(last, customer), till.now());
        return new Placed(order.page(null, null));
    }

    /// A card that was to be saved still is.
    private static Customer saving(Checkout.Id last, Customer customer) {
        return Checkout.<Checkout>findByIdOptional(last)
                .flatMap(before -> before.customer().savingFor())
                .map(customer::savingFor)
                .orElse(customer);
    }

    private static CustomerOrder order(UUID id) {
        return CustomerOrder.of(id).orElseThrow();
    }

    private static CustomerOrder locked(UUID id) {
        return CustomerOrder.<CustomerOrder>findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow();
    }

    private Placing opened(Placing placing) {
        return switch (placing) {
            case Placed(Purchase purchase) -> new Placed(open(purchase.id()));
            case NoSuchOrder _, NoSuchProduct _, OtherWish _, TooMany _ -> placing;
        };
    }

    /// Asks Stripe for the page of the latest attempt, unless it has answered before.
    private Purchase open(UUID id) {
        Optional<Begun> begun = QuarkusTransaction.requiringNew().call(() -> begun(order(id)));
        if (begun.isPresent()) {
            Checkout.Id attempt = begun.get().attempt();
            Session session = stripe.create(begun.get().offer(), attempt.idempotencyKey());
            if (session.state() instanceof Session.Open page) {
                QuarkusTransaction.requiringNew()
                        .run(
                                () ->
                                        Checkout.<Checkout>findByIdOptional(attempt)
                                                .orElseThrow()
                                                .open(session.id(), page));
            }
        }
        return QuarkusTransaction.requiringNew().call(() -> page(List.of(order(id)))).getFirst();
    }

    /// An attempt that Stripe has not answered yet, and what it is asked.
    private record Begun(Checkout.Id attempt, Offer offer) {}

    private Optional<Begun> begun(CustomerOrder order) {
        if (!(order.state() instanceof AwaitingPayment)) {
            return Optional.empty();
        }
        return Checkout.latest(order.id())
                .filter(checkout -> isUnanswered(checkout, till.now()))
                .map(checkout -> new Begun(checkout.id(), offer(order, checkout)));
    }

    private Offer offer(CustomerOrder order, Checkout checkout) {
        return new Offer(
                order.id(),
                order.productName(),
                order.quantity(),
                order.amountMinor() / order.quantity(),
                order.currency(),
                checkout.customer(),
                settings.portalUrl() + "/orders/" + order.id(),
                checkout.begunAt().plus(sessionLife));
    }

    /// The tenant's order.
    public Optional<Purchase> find(UUID tenant, UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () ->
                                CustomerOrder.ofTenant(tenant, id)
                                        .map(order -> page(List.of(order)).getFirst()));
    }

    /// The tenant's orders, newest first.
    ///
    /// @param before only those that are older than that one
    public List<Purchase> list(UUID tenant, @Nullable UUID before, int limit) {
        return QuarkusTransaction.requiringNew()
                .call(() -> page(CustomerOrder.page(tenant, before, limit)));
    }

    /// Somebody's order and whose it is.
    public record Owned(UUID tenantId, Purchase purchase) {}

    /// Any tenant's order.
    public Optional<Owned> find(UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> CustomerOrder.of(id).map(order -> owned(List.of(order)).getFirst()));
    }

    /// All tenants' orders, newest first.
    ///
    /// @param state only those in it; `null` for all
    /// @param before only those that are older than that one
    public List<Owned> list(@Nullable String state, @Nullable UUID before, int limit) {
        return QuarkusTransaction.requiringNew()
                .call(() -> owned(CustomerOrder.page(state, before, limit)));
    }

    private List<Owned> owned(List<CustomerOrder> orders) {
        List<Purchase> pages = page(orders);
        return IntStream.range(0, pages.size())
                .mapToObj(i -> new Owned(orders.get(i).tenant(), pages.get(i)))
                .toList();
    }

    private List<Purchase> page(List<CustomerOrder> orders) {
        Instant now = till.now();
        Map<UUID, Checkout> latest =
                Checkout.latest(orders.stream().map(CustomerOrder::id).toList()).stream()
                        .collect(
                                Collectors.toMap(
                                        checkout -> checkout.id().orderId(), Function.identity()));
        return orders.stream().map(order -> page(order, latest.get(order.id()), now)).toList();
    }

    private static Purchase page(CustomerOrder order, @Nullable Checkout latest, Instant now) {
        boolean isPayable = order.state() instanceof AwaitingPayment;
        return latest != null && isPayable
                ? order.page(latest.url(now), latest.pendingAt())
                : order.page(null, null);
    }

    /// Asks Stripe now whether the order was paid: its customer is back.
    ///
    /// @throws dev.aibridge.billing.stripe.StripeAway nothing changed, the reconciler will ask
    public Optional<Purchase> confirm(UUID tenant, UUID id) {
        Optional<Checkout> last = latest(tenant, id);
        last.map(Checkout::session).ifPresent(fulfilment::fulfil);
        return find(tenant, id);
    }

    /// Ends the order's page at Stripe. A payment that was quicker still counts.
    ///
    /// @throws dev.aibridge.billing.stripe.StripeAway the page may be open still; try again
    public Optional<Purchase> cancel(UUID tenant, UUID id) {
        Optional<Checkout> last = latest(tenant, id);
        if (last.isPresent()) {
            String session = last.get().session();
            if (session == null) {
                QuarkusTransaction.requiringNew().run(() -> abandon(tenant, last.get().id()));
            } else {
                fulfilment.end(session);
            }
        }
        return find(tenant, id);
    }

    private void abandon(UUID tenant, Checkout.Id attempt) {
        till.lockWallet(tenant);
        CustomerOrder order = locked(attempt.orderId());
        Checkout.<Checkout>findById(attempt).close(till.now());
        if (order.state() instanceof AwaitingPayment awaiting) {
            order.become(awaiting.abandon());
        }
    }
}
