package dev.aibridge.billing.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.billing.failpoint.Failpoint;
import dev.aibridge.billing.orders.Fulfilment;
import dev.aibridge.billing.orders.Till;
import dev.aibridge.billing.returns.Returns;
import dev.aibridge.billing.stripe.StripeKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/// Keeps Stripe's events and works them off: in any order, each until it succeeds, by whichever
/// replica takes it first.
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final Fulfilment fulfilment;
    private final Returns returns;
    private final StripeKeys keys;
    private final Till till;
    private final InboxSettings settings;
    private final ObjectMapper json;
    private final Counter failures;

    /// An inbox whose sessions are fulfilled there, and whose refunds and disputes are booked.
    public Inbox(
            Fulfilment fulfilment,
            Returns returns,
            StripeKeys keys,
            Till till,
            InboxSettings settings,
            ObjectMapper json,
            MeterRegistry registry) {
        this.fulfilment = fulfilment;
        this.returns = returns;
        this.keys = keys;
        this.till = till;
        this.settings = settings;
        this.json = json;
        this.failures = registry.counter("aibridge_inbox_failures");
    }

    /// Keeps an event that Stripe signed; one that came before changes nothing. Answers whether the
    /// text is an event at all.
    public boolean keep(String body) {
        Optional<Notice> notice = Notice.read(json, body);
        notice.ifPresent(known -> keep(known, body));
        return notice.isPresent();
    }

    private static void keep(Notice notice, String body) {
        QuarkusTransaction.requiringNew()
                .run(() -> StripeEvent.keep(notice.id(), notice.type(), body));
        Failpoint.NOTICE_KEPT.pass();
    }

    /// Works off what is due.
    @Scheduled(every = "${aibridge.inbox.poll}", concurrentExecution = ConcurrentExecution.SKIP)
    void workOff() {
        List<StripeEvent> taken = take();
        while (!taken.isEmpty()) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                taken.forEach(event -> threads.execute(() -> workOff(event)));
            }
            taken = take();
        }
    }

    /// Takes some for a while, without keeping a transaction open while Stripe is asked.
    private List<StripeEvent> take() {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            Instant now = till.now();
                            List<StripeEvent> due = StripeEvent.due(now, settings.batch());
                            due.forEach(event -> event.claim(now.plus(settings.claim())));
                            return due;
                        });
    }

    private void workOff(StripeEvent event) {
        try {
            Failpoint.NOTICE_CLAIMED.pass();
            Notice notice = Notice.read(json, event.body()).orElseThrow();
            if (notice.live() == keys.isLive()) {
                act(notice);
            }
            Failpoint.NOTICE_ACTED.pass();
            QuarkusTransaction.requiringNew()
                    .run(() -> StripeEvent.of(event.id()).done(till.now()));
        } catch (RuntimeException e) {
            failures.increment();
            LOG.warnf("event %s is tried again: %s", event.id(), e);
            QuarkusTransaction.requiringNew().run(() -> postpone(event.id(), e));
        }
    }

    private void act(Notice notice) {
        if (notice.isAboutASession()) {
            fulfilment.fulfil(notice.object());
        } else if (notice.isAboutAPayment()) {
            returns.look(notice.payment());
        }
    }

    private void postpone(String id, RuntimeException reason) {
        StripeEvent.of(id).failed(till.now(), reason, settings.pause(), settings.longestPause());
    }
}
