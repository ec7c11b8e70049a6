package dev.aibridge.billing.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.billing.orders.OrderSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/// Works the outbox off: mails and webhooks, each until it arrives or is given up.
@ApplicationScoped
public class Courier {

    private static final Logger LOG = Logger.getLogger(Courier.class);

    private final Outbox outbox;
    private final Webhooks webhooks;
    private final ReactiveMailer mailer;
    private final AlertSettings settings;
    private final URI portal;
    private final ObjectMapper json;
    private final Counter failures;

    /// Delivers what is in that outbox.
    public Courier(
            Outbox outbox,
            Webhooks webhooks,
            ReactiveMailer mailer,
            AlertSettings settings,
            OrderSettings orders,
            ObjectMapper json,
            MeterRegistry registry) {
        this.outbox = outbox;
        this.webhooks = webhooks;
        this.mailer = mailer;
        this.settings = settings;
        this.portal = orders.portalUrl();
        this.json = json;
        this.failures = registry.counter("aibridge_alerts_delivery_failures");
    }

    /// Delivers what is due.
    @Scheduled(every = "${aibridge.alerts.poll}", concurrentExecution = ConcurrentExecution.SKIP)
    public void deliver() throws SQLException {
        List<Outbox.Due> taken = outbox.take();
        while (!taken.isEmpty()) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                taken.forEach(due -> threads.execute(() -> deliver(due)));
            }
            taken = outbox.take();
        }
    }

    private void deliver(Outbox.Due due) {
        Attempt attempt = attempt(due);
        if (!attempt.arrived()) {
            failures.increment();
        }
        try {
            outbox.tried(due.id(), attempt);
        } catch (SQLException e) {
            LOG.warnf("delivery %s may be made twice: %s", due.id(), e);
        }
    }

    private Attempt attempt(Outbox.Due due) {
        return due.endpoint() == null
                ? mail(due)
                : webhooks.deliver(due.endpoint(), Objects.requireNonNull(due.url()), due.body());
    }

    private static String page(String type) {
        return switch (type.substring(0, type.indexOf('.') + 1)) {
            case "auto_top_up." -> "/settings/auto-top-up";
            case "cap." -> "/quota";
            default -> "/settings/alerts";
        };
    }

    private Attempt mail(Outbox.Due due) {
        try {
            Letter letter =
                    Letter.of(
                            due.type(),
                            json.readTree(due.data()),
                            due.tenant(),
                            Objects.requireNonNull(due.language()),
                            portal + page(due.type()));
            mailer.send(Mail.withText(due.email(), letter.subject(), letter.text()))
                    .await()
                    .atMost(settings.timeout());
            return new Attempt(true, "sent");
        } catch (JsonProcessingException | RuntimeException e) {
            LOG.warnf("mail %s is tried again: %s", due.id(), e);
            return Attempt.failed("the mail server did not take it");
        }
    }
}
