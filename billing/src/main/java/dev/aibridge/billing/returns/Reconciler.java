package dev.aibridge.billing.returns;

import dev.aibridge.billing.disputes.Disputes;
import dev.aibridge.billing.orders.Till;
import dev.aibridge.billing.refunds.RefundBooks;
import dev.aibridge.billing.stripe.Disputed;
import dev.aibridge.billing.stripe.MoneyBack;
import dev.aibridge.billing.stripe.Refunded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Finds refunds and disputes of which no webhook told: all that are young enough to change are
/// compared with the books.
@ApplicationScoped
public class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final Returns returns;
    private final MoneyBack stripe;
    private final RefundBooks refunds;
    private final Disputes disputes;
    private final Foreign foreign;
    private final Till till;
    private final ReturnSettings settings;
    private final Counter failures;

    /// One that books what it finds there.
    public Reconciler(
            Returns returns,
            MoneyBack stripe,
            RefundBooks refunds,
            Disputes disputes,
            Foreign foreign,
            Till till,
            ReturnSettings settings,
            MeterRegistry registry) {
        this.returns = returns;
        this.stripe = stripe;
        this.refunds = refunds;
        this.disputes = disputes;
        this.foreign = foreign;
        this.till = till;
        this.settings = settings;
        this.failures = registry.counter("aibridge_returns_reconciler_failures");
    }

    /// Compares all.
    @Scheduled(every = "${aibridge.returns.every}", concurrentExecution = ConcurrentExecution.SKIP)
    public void reconcile() {
        try {
            changed().forEach(this::look);
        } catch (RuntimeException e) {
            failures.increment();
            LOG.warnf("refunds and disputes are compared again: %s", e);
        }
    }

    /// The payments of which Stripe says something that the books don't.
    private Set<String> changed() {
        Instant now = QuarkusTransaction.requiringNew().call(till::now);
        List<Refunded> back = stripe.refundsSince(now.minus(settings.refundWindow()));
        List<Disputed> claims = stripe.disputesSince(now.minus(settings.disputeWindow()));
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            Set<String> payments = new LinkedHashSet<>();
                            Stream.concat(
                                            back.stream()
                                                    .filter(refund -> !refunds.isBooked(refund))
                                                    .map(Refunded::payment),
                                            claims.stream()
                                                    .filter(dispute -> !disputes.isBooked(dispute))
                                                    .map(Disputed::payment))
                                    .flatMap(Optional::stream)
                                    .forEach(payments::add);
                            return foreign.without(payments);
                        });
    }

    private void look(String payment) {
        try {
            returns.look(payment);
        } catch (RuntimeException e) {
            failures.increment();
            LOG.warnf("payment %s is looked at again: %s", payment, e);
        }
    }

    /// Follows up on leases that ended after a dispute or a refund.
    @Scheduled(
            every = "${aibridge.returns.debts-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void settleDebts() {
        disputes.settleDebts();
    }
}
