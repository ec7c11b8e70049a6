package dev.aibridge.billing.returns;

import dev.aibridge.billing.disputes.Disputes;
import dev.aibridge.billing.failpoint.Failpoint;
import dev.aibridge.billing.orders.Buyers;
import dev.aibridge.billing.orders.Fulfilment;
import dev.aibridge.billing.orders.Till;
import dev.aibridge.billing.refunds.RefundBooks;
import dev.aibridge.billing.stripe.Checkouts;
import dev.aibridge.billing.stripe.Disputed;
import dev.aibridge.billing.stripe.MoneyBack;
import dev.aibridge.billing.stripe.Refunded;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Books what Stripe says about a payment: that it was made, what went back of it, who disputes it.
/// Webhooks and reconciler come here with no more than a payment's id, so that it does not matter
/// what they were told, how often, and in which order.
@ApplicationScoped
public class Returns {

    private static final Logger LOG = Logger.getLogger(Returns.class);

    private final Checkouts checkouts;
    private final MoneyBack stripe;
    private final Fulfilment fulfilment;
    private final Buyers buyers;
    private final Till till;
    private final RefundBooks refunds;
    private final Disputes disputes;
    private final Foreign foreign;

    /// Asks Stripe and books there.
    public Returns(
            Checkouts checkouts,
            MoneyBack stripe,
            Fulfilment fulfilment,
            Buyers buyers,
            Till till,
            RefundBooks refunds,
            Disputes disputes,
            Foreign foreign) {
        this.checkouts = checkouts;
        this.stripe = stripe;
        this.fulfilment = fulfilment;
        this.buyers = buyers;
        this.till = till;
        this.refunds = refunds;
        this.disputes = disputes;
        this.foreign = foreign;
    }

    /// Asks Stripe about a payment and books the difference.
    ///
    /// @param payment a PaymentIntent
    /// @throws dev.aibridge.billing.stripe.StripeAway when Stripe does not say; nothing changed
    public void look(String payment) {
        if (buyer(payment).isEmpty()) {
            checkouts
                    .ofPayment(payment)
                    .ifPresentOrElse(fulfilment::fulfil, () -> fulfilment.fulfilPayment(payment));
        }
        Optional<UUID> tenant = buyer(payment);
        if (tenant.isEmpty()) {
            // Others may sell through the same account.
            LOG.debugf("payment %s is of no order of ours", payment);
            QuarkusTransaction.requiringNew().run(() -> foreign.add(payment));
            return;
        }
        List<Refunded> back = stripe.refunds(payment);
        List<Disputed> claims = stripe.disputes(payment);
        if (!claims.isEmpty()) {
            Failpoint.DISPUTE_FOUND.pass();
        }
        QuarkusTransaction.requiringNew().run(() -> book(tenant.get(), payment, back, claims));
        if (!claims.isEmpty()) {
            Failpoint.DISPUTE_COMMITTED.pass();
        }
    }

    private Optional<UUID> buyer(String payment) {
        return QuarkusTransaction.requiringNew()
                .call(() -> buyers.orderOf(payment).flatMap(buyers::of));
    }

    private void book(UUID tenant, String payment, List<Refunded> back, List<Disputed> claims) {
        till.lockWallet(tenant);
        back.forEach(refund -> refunds.book(payment, refund));
        claims.forEach(dispute -> disputes.book(payment, dispute));
    }
}
