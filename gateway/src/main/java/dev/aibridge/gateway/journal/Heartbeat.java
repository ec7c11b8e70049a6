package dev.aibridge.gateway.journal;

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

/// Tells the database that this process lives, and knows what follows from the answer: whether
/// leased money may be given away, how many gateways there are, and what time it is.
@Singleton
public final class Heartbeat {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    private final Journal journal;
    private final JournalConfig config;
    private final Loop beating = new Loop("journal-heartbeat", this::beat);
    private @Nullable UUID registered;
    private @Nullable String incarnation;
    private volatile @Nullable Beat last;

    /// A successful heartbeat.
    ///
    /// @param sentNanos when it was sent, by `System.nanoTime`
    /// @param clockOffsetMs what to add to this machine's clock to have the database's
    private record Beat(
            UUID holder,
            long sentNanos,
            String incarnation,
            int liveGateways,
            long clockOffsetMs) {}

    /// A heartbeat for the journal's holder; begins with the application.
    public Heartbeat(Journal journal, JournalConfig config, MeterRegistry registry) {
        this.journal = journal;
        this.config = config;
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

    /// Milliseconds since 1970 by the database's clock; this machine's before the first heartbeat.
    public long dbNowMs() {
        Beat beat = last;
        return System.currentTimeMillis() + (beat == null ? 0 : beat.clockOffsetMs());
    }

    /// Gateways that live, this one included.
    public int liveGateways() {
        Beat beat = last;
        return beat == null ? 1 : beat.liveGateways();
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
        long sentMs = System.currentTimeMillis();
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
        long offsetMs = pulse.nowMs() - (sentMs + System.currentTimeMillis()) / 2;
        last = new Beat(holder, sentNanos, incarnation, pulse.liveGateways(), offsetMs);
        return config.heartbeatInterval();
    }
}
