package dev.aibridge.billing.orders;

import dev.aibridge.billing.audit.Act;
import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.orders.Order.Credit;
import dev.aibridge.billing.orders.Order.Fault;
import dev.aibridge.billing.orders.Order.Review;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What an admin decides about captured money that was not credited by itself.
@ApplicationScoped
public class Reviews {

    /// What came of it.
    public enum Outcome {
        CREDITED,
        NOT_FOUND,
        /// Nothing is wrong with this payment.
        NOT_IN_REVIEW,
        /// Its order was credited by another payment: this one can only go back.
        ORDER_CREDITED,
        /// Test money while we take real money, or the reverse.
        OTHER_MODE,
        /// It went back, or is about to, or is disputed.
        REFUNDED
    }

    private final Till till;

    /// Decisions that are booked there.
    public Reviews(Till till) {
        this.till = till;
    }

    /// What was captured for those orders, oldest first.
    public List<Capture> captures(List<UUID> orders) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Payment.of(orders).stream().map(Payment::capture).toList());
    }

    /// Gives the order's tokens for a payment in spite of its fault; once.
    ///
    /// @param payment a PaymentIntent
    public Outcome credit(String payment, Admin admin, String reason) {
        return QuarkusTransaction.requiringNew().call(() -> decide(payment, admin, reason));
    }

    private Outcome decide(String id, Admin admin, String reason) {
        Optional<Payment> found = Payment.findByIdOptional(id);
        if (found.isEmpty()) {
            return Outcome.NOT_FOUND;
        }
        Payment payment = found.get();
        CustomerOrder order = CustomerOrder.of(payment.order()).orElseThrow();
        UUID wallet = till.lockWallet(order.tenant());
        CustomerOrder.getEntityManager().refresh(order, LockModeType.PESSIMISTIC_WRITE);
        Payment.getEntityManager().refresh(payment);
        Optional<Outcome> no = refusal(order, payment);
        if (no.isPresent()) {
            return no.get();
        }
        Instant now = till.now();
        Credit credit = new Credit(till.topUp(wallet, order, id, payment.money()), now);
        payment.credit(now);
        if (order.state() instanceof Review review) {
            order.become(review.decide(credit, waiting(order)));
        }
        till.tell(
                new Act(
                        admin.subject(),
                        admin.name(),
                        "payment.credit",
                        order.tenant(),
                        "order:" + order.id(),
                        reason,
                        """
                        {"payment": "%s", "fault": "%s", "amountMinor": %d, "currency": "%s"}"""
                                .formatted(
                                        id,
                                        payment.capture().fault(),
                                        payment.money().amountMinor(),
                                        payment.money().currency())));
        return Outcome.CREDITED;
    }

    private Optional<Outcome> refusal(CustomerOrder order, Payment payment) {
        Optional<Fault> fault = payment.fault();
        if (fault.isEmpty()) {
            return Optional.of(Outcome.NOT_IN_REVIEW);
        }
        if (payment.isCredited()) {
            return Optional.of(Outcome.CREDITED);
        }
        if (fault.get() == Fault.MODE) {
            return Optional.of(Outcome.OTHER_MODE);
        }
        if (order.state() instanceof Review review && review.credit().isPresent()) {
            return Optional.of(Outcome.ORDER_CREDITED);
        }
        return till.isGivenBack(payment.id()) ? Optional.of(Outcome.REFUNDED) : Optional.empty();
    }

    private static Set<Fault> waiting(CustomerOrder order) {
        return Payment.of(List.of(order.id())).stream()
                .filter(payment -> !payment.isCredited())
                .flatMap(payment -> payment.fault().stream())
                .collect(Collectors.toSet());
    }
}
