package dev.aibridge.gateway.routing;

import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.knowledge.Changes;
import dev.aibridge.gateway.knowledge.Hearing;
import dev.aibridge.gateway.refusal.Refusals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps the newest usable catalogue. One that can't be read, or makes no sense, does not replace
/// it: better the last one than none.
@Singleton
public final class Catalogues {

    private static final Logger LOG = Logger.getLogger(Catalogues.class);
    private static final Route UNREAD =
            new Route.Refused(
                    Refusals.dependencyUnavailable(
                            "The model catalogue can't be read right now.", Duration.ofSeconds(2)));

    private final Vertx vertx;
    private final CatalogueReader reader;
    private final Hearing hearing;
    private final RoutingConfig config;
    private final Counter refused;
    private final Context context;

    private volatile @Nullable Catalogue current;

    // Only touched on the context.
    private boolean reading;
    private boolean readAgain;
    private boolean failing;
    private long triedAtNanos;
    private long timer = -1;

    @Inject
    Catalogues(
            Vertx vertx,
            CatalogueReader reader,
            Changes changes,
            Hearing hearing,
            RoutingConfig config,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.reader = reader;
        this.hearing = hearing;
        this.config = config;
        this.refused = metrics.counter("aibridge.catalogue.refused");
        this.context = vertx.getOrCreateContext();
        metrics.gauge("aibridge.channels.locked", this, c -> c.lockedChannels().size());
        changes.onCatalogue(this::reread);
        changes.onReset(this::reread);
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    /// Reads the catalogue now, and again when it changed or grew old.
    public void start() {
        reread();
        context.runOnContext(
                i -> timer = vertx.setPeriodic(config.checkInterval().toMillis(), j -> check()));
    }

    /// Ends reading.
    @PreDestroy
    public void close() {
        context.runOnContext(i -> vertx.cancelTimer(timer));
    }

    /// The newest usable catalogue; none before the first was read.
    public Optional<Catalogue> current() {
        return Optional.ofNullable(current);
    }

    /// Where a request goes, by the newest catalogue; 503 before the first was read.
    public Route route(String asked, Endpoint endpoint, Caller caller, long databaseMs) {
        Catalogue catalogue = current;
        return catalogue == null ? UNREAD : catalogue.route(asked, endpoint, caller, databaseMs);
    }

    private void reread() {
        context.runOnContext(i -> read());
    }

    private void check() {
        context.runOnContext(
                i -> {
                    if (current == null || !hearing.fresh(triedAtNanos)) {
                        read();
                    }
                });
    }

    /// One at a time; changes announced meanwhile make one more.
    private void read() {
        if (reading) {
            readAgain = true;
            return;
        }
        reading = true;
        triedAtNanos = System.nanoTime();
        reader.read()
                .timeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(catalogue -> context.runOnContext(i -> adopt(catalogue)))
                .onFailure(failure -> context.runOnContext(i -> keep(failure)));
    }

    private Set<String> lockedChannels() {
        Catalogue catalogue = current;
        return catalogue == null ? Set.of() : catalogue.lockedChannels();
    }

    private void adopt(Catalogue catalogue) {
        Set<String> locked = catalogue.lockedChannels();
        if (!locked.isEmpty() && !locked.equals(lockedChannels())) {
            LOG.errorf(
                    "the sealed keys of these channels don't open with AIBRIDGE_VENDOR_KEY_KEY, so"
                            + " they serve nothing: %s",
                    locked);
        }
        current = catalogue;
        failing = false;
        done();
    }

    private void keep(Throwable failure) {
        refused.increment();
        if (!failing) {
            failing = true;
            LOG.errorf(failure, "no usable catalogue was read; the last one stays in force");
        }
        done();
    }

    private void done() {
        reading = false;
        if (readAgain) {
            readAgain = false;
            read();
        }
    }
}
