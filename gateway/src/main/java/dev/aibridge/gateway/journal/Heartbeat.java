package dev.aibridge.gateway.journal;

import dev.aibridge.gateway.knowledge.DatabaseClock;
import dev.aibridge.gateway.knowledge.LiveGateways;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells the database that this process lives, and learns from the answer: whether leased money may
/// be given away, how many gateways there are, and what time it is.
@Singleton
public final class Heartbeat {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    private final Journal journal;
    private final JournalConfig config;
    private final DatabaseClock clock;
    private final LiveGateways gateways;
    private final Loop beating = new Loop("journal-heartbeat", this::beat);
    private @Nullable UUID registered;
    private @Nullable String incarnation;
    private volatile @Nullable Beat last;

    /// A successful heartbeat.
    ///
    /// @param sentNanos when it was sent, by `System.nanoTime`
    /// @param incarnation the server and its timeline
    private record Beat(UUID holder, long sentNanos, String incarnation) {}

    /// A heartbeat for the journal's holder; begins with the application.
    public Heartbeat(
            Journal journal,
            JournalConfig config,
            DatabaseClock clock,
            LiveGateways gateways,
            MeterRegistry registry) {
        this.journal = journal;
        this.config = config;
        this.clock = clock;
        this.gateways = gateways;
        TimeGauge.builder("aibridge.heartbeat.age", this, TimeUnit.NANOSECONDS, Heartbeat::ageNanos)
                .register(registry);
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onStop(@Observes ShutdownEvent event) throws IOException {
        stop();
    }

    /// Starts the journal's threads and the heartbeat.
    public void start() {
        journal.start();
        beating.start();
    }

    /// Gives nothing away any more, ships what is left and closes the holder if that is soon done.
    ///
    /// @throws IOException when the journal's folder can't be left in order
    public void stop() throws IOException {
        last = null;
        beating.close();
        last = null;
        journal.stop();
    }

    /// The holder under which leased money may be given away now; `null` when the database has not
    /// been heard of for too long.
    public @Nullable UUID holder() {
        Beat beat = last;
        if (beat == null) {
            return null;
        }
        long age = System.nanoTime() - beat.sentNanos();
        return age > config.carveWindow().toNanos() ? null : beat.holder();
    }

    /// Every answer of the database names its incarnation. Another one may have lost what this
    /// process was promised: nothing is given away until it has registered anew.
    public void seen(String incarnation) {
        Beat beat = last;
        if (beat != null && !beat.incarnation().equals(incarnation)) {
            last = null;
            beating.wake();
        }
    }

    /// The database said that this holder may not take: asks at once whether it still lives.
    public void doubt() {
        beating.wake();
    }

    private long ageNanos() {
        Beat beat = last;
        return beat == null ? Long.MAX_VALUE : System.nanoTime() - beat.sentNanos();
    }

    private Duration beat() throws IOException, InterruptedException {
        UUID holder = journal.holder();
        boolean registers = !holder.equals(registered);
        long sentNanos = System.nanoTime();
        Database.Pulse pulse = journal.database().heartbeat(holder, journal.lastSeq(), registers);
        boolean known = pulse.state().equals("live");
        boolean same = registers || pulse.incarnation().equals(incarnation);
        if (!known || !same) {
            last = null;
            LOG.warnf("holder %s is %s to %s", holder, pulse.state(), pulse.incarnation());
            journal.renew();
            return Duration.ZERO;
        }
        registered = holder;
        incarnation = pulse.incarnation();
        last = new Beat(holder, sentNanos, pulse.incarnation());
        clock.learn(pulse.nowMs());
        gateways.learn(pulse.liveGateways());
        return config.heartbeatInterval();
    }
}
