package dev.aibridge.billing.autotopup;

import dev.aibridge.billing.orders.Fulfilment;
import dev.aibridge.billing.stripe.SavedCards;
import dev.aibridge.billing.stripe.SavedCards.Answer;
import dev.aibridge.billing.stripe.Session;
import dev.aibridge.billing.stripe.StripeAway;
import dev.aibridge.billing.stripe.StripeRefusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Charges saved cards. A charge is written down before Stripe is asked, and asked for again under
/// its own key and never another, so that however often answers get lost it is made once.
@ApplicationScoped
public class AutoCharges {

    private static final Logger LOG = Logger.getLogger(AutoCharges.class);

    private final AutoTopUps books;
    private final SavedCards cards;
    private final Fulfilment fulfilment;
    private final Counter failures;

    /// Charges at Stripe and books through that fulfilment.
    public AutoCharges(
            AutoTopUps books, SavedCards cards, Fulfilment fulfilment, MeterRegistry registry) {
        this.books = books;
        this.cards = cards;
        this.fulfilment = fulfilment;
        this.failures = registry.counter("aibridge_auto_top_up_failures");
    }

    /// Keeps cards that were saved, looks for charges whose outcome is unknown, and makes new ones.
    @Scheduled(
            every = "${aibridge.auto-top-up.every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void pass() throws SQLException {
        for (AutoTopUps.Saved saved : books.saved()) {
            attempt(() -> books.keep(saved, cards.saved(saved.payment())));
        }
        for (AutoTopUps.Unknown unknown : books.unknown()) {
            attempt(() -> look(unknown));
        }
        for (UUID tenant : books.low()) {
            attempt(() -> charge(tenant));
        }
    }

    private interface Step {
        void take() throws SQLException;
    }

    /// One tenant's trouble is not the next one's.
    private void attempt(Step step) {
        try {
            step.take();
        } catch (SQLException | RuntimeException e) {
            failures.increment();
            LOG.warnf("an auto top-up is looked at again: %s", e);
        }
    }

    private void charge(UUID tenant) throws SQLException {
        UUID charge = UUID.randomUUID();
        if (books.begin(charge, tenant)) {
            ask(charge);
        }
    }

    private void look(AutoTopUps.Unknown unknown) throws SQLException {
        if (unknown.isWanted()) {
            ask(unknown.id());
            return;
        }
        Optional<SavedCards.Wanted> wanted = books.wanted(unknown.id());
        if (wanted.isPresent()) {
            Optional<Answer> made = cards.find(wanted.get());
            end(unknown.id(), made.orElseGet(() -> new Answer(Optional.empty(), "never_made")));
        }
    }

    private void ask(UUID charge) throws SQLException {
        Optional<SavedCards.Wanted> wanted = books.wanted(charge);
        if (wanted.isEmpty()) {
            return;
        }
        try {
            end(charge, cards.charge(wanted.get()));
        } catch (StripeAway e) {
            LOG.warnf("nobody knows whether charge %s was made: %s", charge, e);
        } catch (StripeRefusal e) {
            LOG.warnf("charge %s: %s", charge, e.getMessage());
            // A "no" may follow on a "yes" that got lost: only what Stripe does not have was not
            // made.
            Optional<Answer> made = cards.find(wanted.get());
            end(charge, made.orElseGet(() -> new Answer(Optional.empty(), "refused_by_stripe")));
        }
    }

    private void end(UUID charge, Answer answer) throws SQLException {
        Optional<Session> payment = answer.payment();
        if (payment.isEmpty()) {
            books.end(charge, answer.code());
        } else if (payment.get().state() instanceof Session.Paid) {
            fulfilment.fulfil(payment.get());
            books.end(charge, null);
        }
    }
}
