package dev.aibridge.billing.refunds;

import dev.aibridge.billing.refunds.RefundBooks.Unknown;
import dev.aibridge.billing.stripe.MoneyBack;
import dev.aibridge.billing.stripe.Refunded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Finds out about refunds whose answer got lost: they are at Stripe, or asked for again under the
/// same key, or, once Stripe has forgotten the key, were never made. Replicas share the work.
@ApplicationScoped
public class UnknownRefunds {

    private static final Logger LOG = Logger.getLogger(UnknownRefunds.class);

    private final Refunds refunds;
    private final RefundBooks books;
    private final MoneyBack stripe;
    private final RefundSettings settings;
    private final Counter failures;

    /// Looks for them at that Stripe.
    public UnknownRefunds(
            Refunds refunds,
            RefundBooks books,
            MoneyBack stripe,
            RefundSettings settings,
            MeterRegistry registry) {
        this.refunds = refunds;
        this.books = books;
        this.stripe = stripe;
        this.settings = settings;
        this.failures = registry.counter("aibridge_refunds_unknown_failures");
    }

    /// Looks for those that are due.
    @Scheduled(
            every = "${aibridge.refunds.look-tick}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void look() {
        List<Unknown> due = QuarkusTransaction.requiringNew().call(() -> books.due(settings));
        due.forEach(this::look);
    }

    private void look(Unknown unknown) {
        try {
            Optional<Refunded> made =
                    stripe.refunds(unknown.payment()).stream()
                            .filter(
                                    refund ->
                                            refund.ours().filter(unknown.id()::equals).isPresent())
                            .findFirst();
            if (made.isPresent()) {
                QuarkusTransaction.requiringNew()
                        .run(() -> books.book(unknown.payment(), made.get()));
            } else if (unknown.late()) {
                QuarkusTransaction.requiringNew()
                        .run(() -> books.giveUp(unknown.id(), "never_made"));
            } else {
                refunds.ask(unknown.id());
            }
        } catch (RuntimeException e) {
            failures.increment();
            LOG.warnf("refund %s is looked for again: %s", unknown.id(), e);
        }
    }
}
