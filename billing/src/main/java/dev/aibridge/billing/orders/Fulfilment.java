package dev.aibridge.billing.orders;

import dev.aibridge.billing.failpoint.Failpoint;
import dev.aibridge.billing.orders.Order.Abandoned;
import dev.aibridge.billing.orders.Order.AwaitingPayment;
import dev.aibridge.billing.orders.Order.Credit;
import dev.aibridge.billing.orders.Order.Credited;
import dev.aibridge.billing.orders.Order.Fault;
import dev.aibridge.billing.orders.Order.Paid;
import dev.aibridge.billing.orders.Order.Review;
import dev.aibridge.billing.orders.Order.Unpaid;
import dev.aibridge.billing.stripe.Checkouts;
import dev.aibridge.billing.stripe.SavedCards;
import dev.aibridge.billing.stripe.Session;
import dev.aibridge.billing.stripe.StripeKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Turns payments into tokens. Webhook, landing page and reconciler all come here with no more than
/// a session's id: what happened is what Stripe says now, so that it does not matter who comes, how
/// often, and in which order.
@ApplicationScoped
public class Fulfilment {

    private static final Logger LOG = Logger.getLogger(Fulfilment.class);

    private final Checkouts stripe;
    private final SavedCards cards;
    private final StripeKeys keys;
    private final Till till;
    private final OrderMetrics metrics;

    /// Asks Stripe and books through that till.
    public Fulfilment(
            Checkouts stripe, SavedCards cards, StripeKeys keys, Till till, OrderMetrics metrics) {
        this.stripe = stripe;
        this.cards = cards;
        this.keys = keys;
        this.till = till;
        this.metrics = metrics;
    }

    /// Asks Stripe about a session and books what follows from it, once; answers the session, empty
    /// when Stripe knows none.
    ///
    /// @throws dev.aibridge.billing.stripe.StripeAway when Stripe does not say; nothing changed
    public Optional<Session> fulfil(String session) {
        return settled(stripe.find(session));
    }

    /// The same of a payment that was made on no page: a saved card's.
    ///
    /// @param payment a PaymentIntent
    /// @throws dev.aibridge.billing.stripe.StripeAway when Stripe does not say; nothing changed
    public void fulfilPayment(String payment) {
        settled(cards.payment(payment));
    }

    /// Books what Stripe has just said, once.
    public void fulfil(Session session) {
        settled(Optional.of(session));
    }

    /// The same after ending a session that can still be paid.
    Optional<Session> end(String session) {
        return settled(stripe.expire(session));
    }

    private Optional<Session> settled(Optional<Session> session) {
        session.ifPresent(
                known -> {
                    Failpoint.SESSION_FOUND.pass();
                    QuarkusTransaction.requiringNew().run(() -> this.book(known));
                    Failpoint.SESSION_COMMITTED.pass();
                });
        return session;
    }

    private void book(Session session) {
        settle(session);
        Failpoint.SESSION_BOOKED.pass();
    }

    private void settle(Session session) {
        Optional<Checkout> checkout = Checkout.ofSession(session.id());
        Optional<UUID> id = checkout.map(known -> known.id().orderId()).or(session::order);
        Optional<CustomerOrder> found = id.flatMap(CustomerOrder::of);
        if (found.isEmpty()) {
            // Others may sell through the same account.
            LOG.infof("session %s is of no order of ours", session.id());
            return;
        }
        CustomerOrder order = found.get();
        UUID wallet = till.lockWallet(order.tenant());
        CustomerOrder.getEntityManager().refresh(order, LockModeType.PESSIMISTIC_WRITE);
        Instant now = till.now();
        switch (session.state()) {
            case Session.Open _ -> {}
            case Session.Pending _ -> checkout.ifPresent(attempt -> attempt.pend(now));
            case Session.Failed _, Session.Expired _ ->
                    checkout.ifPresent(attempt -> giveUp(order, attempt, now));
            case Session.Paid paid -> {
                checkout.ifPresent(attempt -> attempt.close(now));
                if (!Payment.isKnown(session.id())) {
                    receive(order, wallet, session, paid, now);
                }
            }
        }
    }

    /// An older attempt's end says nothing about the order.
    private static void giveUp(CustomerOrder order, Checkout attempt, Instant now) {
        attempt.close(now);
        boolean isLatest =
                Checkout.latest(order.id())
                        .filter(last -> last.id().equals(attempt.id()))
                        .isPresent();
        if (isLatest && order.state() instanceof AwaitingPayment awaiting) {
            order.become(awaiting.abandon());
        }
    }

    private void receive(
            CustomerOrder order, UUID wallet, Session session, Session.Paid paid, Instant now) {
        Optional<Fault> fault = fault(order, session, paid);
        new Payment(order.id(), session.id(), paid, fault, now).persist();
        if (fault.isPresent()) {
            LOG.errorf(
                    "payment %s of order %s waits for an admin: %s",
                    paid.payment(), order.id(), fault.get());
            order.become(Order.review(order.state(), fault.get()));
            metrics.reviewed();
        } else {
            order.become(credited(order, wallet, paid, now));
            metrics.credited();
        }
    }

    /// Why the payment can't be credited.
    private Optional<Fault> fault(CustomerOrder order, Session session, Session.Paid paid) {
        if (!session.order().equals(Optional.of(order.id()))) {
            return Optional.of(Fault.ORDER);
        }
        if (paid.live() != keys.isLive()) {
            return Optional.of(Fault.MODE);
        }
        if (!paid.currency().equals(order.currency())) {
            return Optional.of(Fault.CURRENCY);
        }
        if (paid.amountMinor() != order.amountMinor()) {
            return Optional.of(Fault.AMOUNT);
        }
        return isCredited(order.state()) ? Optional.of(Fault.PAID_TWICE) : Optional.empty();
    }

    private static boolean isCredited(Order order) {
        return switch (order) {
            case Credited _ -> true;
            case Review review -> review.credit().isPresent();
            case AwaitingPayment _, Abandoned _, Paid _ -> false;
        };
    }

    private Order credited(CustomerOrder order, UUID wallet, Session.Paid paid, Instant now) {
        Credit credit =
                new Credit(
                        till.topUp(
                                wallet,
                                order,
                                paid.payment(),
                                new Till.Money(paid.amountMinor(), paid.currency())),
                        now);
        return switch (order.state()) {
            case Unpaid unpaid -> unpaid.pay().credit(credit);
            case Paid here -> here.credit(credit);
            case Review review -> review.credit(credit);
            case Credited before ->
                    throw new IllegalStateException("order %s is %s".formatted(order.id(), before));
        };
    }
}
