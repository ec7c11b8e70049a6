package dev.aibridge.billing.orders;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/// Asks Stripe about pages of which nothing was heard: a webhook may be late, or never come.
/// Replicas share the work: each takes pages that no other has.
@ApplicationScoped
public class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final Fulfilment fulfilment;
    private final Till till;
    private final OrderSettings settings;
    private final OrderMetrics metrics;

    /// One that fulfils what it finds paid.
    public Reconciler(
            Fulfilment fulfilment, Till till, OrderSettings settings, OrderMetrics metrics) {
        this.fulfilment = fulfilment;
        this.till = till;
        this.settings = settings;
        this.metrics = metrics;
    }

    /// Looks at every page that is due.
    @Scheduled(
            every = "${aibridge.orders.reconcile-tick}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void reconcile() {
        List<String> sessions = due();
        while (!sessions.isEmpty()) {
            sessions.forEach(this::look);
            sessions = due();
        }
    }

    private List<String> due() {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            Instant now = till.now();
                            List<Checkout> due =
                                    Checkout.due(
                                            now,
                                            settings.reconcileWindow(),
                                            settings.reconcileBatch());
                            due.forEach(c -> c.lookAgain(now.plus(settings.reconcileEvery())));
                            return due.stream().map(Checkout::requireSession).toList();
                        });
    }

    private void look(String session) {
        try {
            fulfilment.fulfil(session);
        } catch (RuntimeException e) {
            metrics.failed();
            LOG.warnf("session %s is looked at again: %s", session, e);
            QuarkusTransaction.requiringNew().run(() -> lookSoon(session));
        }
    }

    private void lookSoon(String session) {
        Instant soon = till.now().plus(settings.reconcileRetry());
        Checkout.ofSession(session).ifPresent(checkout -> checkout.lookAgain(soon));
    }
}
