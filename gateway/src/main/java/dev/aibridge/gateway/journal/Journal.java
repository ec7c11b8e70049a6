package dev.aibridge.gateway.journal;

import com.fasterxml.uuid.Generators;
import dev.aibridge.common.usage.UsageEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What every admitted request leaves behind, whatever happens to this process: one record before
/// the vendor is called, one when it ended, and between them how far a stream is, by a thread of
/// the journal's own. Records are copies into mapped memory; the disk and the database are other
/// threads' work.
///
/// The process is a *holder* of leased money under an id of its own; its requests are numbered
/// without gaps. See docs/adr/0003-mapped-journal.md.
@Singleton
public final class Journal {

    private static final Logger LOG = Logger.getLogger(Journal.class);
    private static final Duration TIDY_INTERVAL = Duration.ofMinutes(10);

    private final JournalConfig config;
    private final JournalDir dir;
    private final Database database;
    private final JournalMetrics metrics;
    private final Shipper shipper;
    private final Keeper keeper;
    private final Map<UUID, HolderJournal> retired = new ConcurrentHashMap<>();
    private final Set<UUID> adopted = new HashSet<>();
    private final Loop keeping = new Loop("journal-keeper", this::keep);
    private final Loop shipping;
    private final Loop adopting = new Loop("journal-replay", this::adopt);
    private volatile HolderJournal live;
    private long tidyAtNanos = System.nanoTime();
    private boolean full;

    /// Opens the folder and begins a new holder's journal in it.
    ///
    /// @throws IllegalStateException when another gateway uses the folder
    /// @throws UncheckedIOException when there is no room to begin
    public Journal(JournalConfig config, Pool pool, MeterRegistry registry) {
        this.config = config;
        this.database = new Database(pool, config.callTimeout());
        this.metrics = new JournalMetrics(registry);
        this.shipper = new Shipper(config, database, metrics);
        this.shipping = new Loop("journal-shipper", shipper::step);
        try {
            dir = JournalDir.open(config.dir(), config.maxBytes().orElse(Long.MAX_VALUE));
            keeper = new Keeper(dir, config.retention(), InstantSource.system());
            live = HolderJournal.begin(dir, newHolder(), config.segmentBytes());
            shipper.add(live);
        } catch (IOException e) {
            throw new UncheckedIOException("the journal in " + config.dir() + " can't begin", e);
        }
    }

    private static UUID newHolder() {
        return Generators.timeBasedEpochGenerator().generate();
    }

    Database database() {
        return database;
    }

    /// Begins to sync, to ship, and to bring predecessors' journals to their end.
    void start() {
        keeping.start();
        shipping.start();
        adopting.start();
    }

    /// This process as the database knows it.
    public UUID holder() {
        return live.holder();
    }

    /// How many requests this holder has admitted.
    long lastSeq() {
        return live.lastSeq();
    }

    /// Takes note of a request, before anything is sent to a vendor. Never waits.
    public Admitted admit(Admitted.Provisional provisional) {
        @Nullable Admitted admitted = null;
        while (admitted == null) {
            admitted = live.admit(provisional);
        }
        if (admitted instanceof Admitted.NoRoom) {
            metrics.refused();
        }
        return admitted;
    }

    /// Takes note of a running request's progress from time to time, so that what a dead process
    /// had produced is known.
    ///
    /// @param admitted the request, which has not ended
    /// @throws IllegalStateException when it is not open
    public void follow(UsageEvent admitted, Progress progress) {
        of(admitted).follow(admitted.seq(), progress);
    }

    /// Takes note of how a request ended, before its last byte leaves. Never waits; there is always
    /// room.
    ///
    /// @param event with the id, holder and sequence number it was admitted with
    /// @throws IllegalStateException when that request is not open
    public void end(UsageEvent event) {
        of(event).end(event);
        metrics.ended(1);
    }

    private HolderJournal of(UsageEvent event) {
        HolderJournal journal = live;
        if (!journal.holder().equals(event.holder())) {
            journal = retired.get(event.holder());
        }
        if (journal == null) {
            throw new IllegalStateException("holder " + event.holder() + " has no open request");
        }
        return journal;
    }

    /// Goes on as a new holder: the database no longer knows this one as it was. Requests that are
    /// running end in the old journal.
    ///
    /// @throws IOException when there is no room for another journal
    void renew() throws IOException {
        HolderJournal old = live;
        HolderJournal next = HolderJournal.begin(dir, newHolder(), config.segmentBytes());
        shipper.add(next);
        retired.put(old.holder(), old);
        live = next;
        old.retire();
        LOG.warnf("holder %s goes on as %s", old.holder(), next.holder());
    }

    private Duration keep() throws IOException {
        keep(live);
        for (HolderJournal journal : retired.values()) {
            keep(journal);
        }
        prepare();
        if (System.nanoTime() - tidyAtNanos >= 0) {
            tidyAtNanos = System.nanoTime() + TIDY_INTERVAL.toNanos();
            keeper.tidy();
        }
        return config.syncInterval();
    }

    private void keep(HolderJournal journal) {
        journal.recordProgress(config.progressInterval(), config.progressTokens());
        journal.sync();
    }

    private void prepare() {
        try {
            live.prepare();
            full = false;
        } catch (IOException e) {
            if (!full) {
                metrics.alarm("no room for another segment, soon nothing is admitted: " + e);
            }
            full = true;
        }
    }

    /// Replays the journals of processes that died.
    private Duration adopt() throws IOException {
        for (HolderFolder folder : dir.holders()) {
            boolean ours = folder.holder().equals(holder()) || retired.containsKey(folder.holder());
            if (!ours && !Files.exists(folder.closed()) && !adopted.contains(folder.holder())) {
                adopt(folder);
                adopted.add(folder.holder());
            }
        }
        return Loop.DONE;
    }

    private void adopt(HolderFolder folder) throws IOException {
        if (folder.segments().isEmpty()) {
            dir.delete(folder);
            return;
        }
        Replay replay = Replay.of(folder);
        for (String alarm : replay.alarms()) {
            metrics.alarm("holder " + folder.holder() + ": " + alarm);
        }
        shipper.add(HolderJournal.resume(dir, folder, replay));
        metrics.ended(replay.unshipped() + replay.open().size());
        LOG.infof(
                "holder %s ended at %d with %d open",
                folder.holder(), replay.lastSeq(), replay.open().size());
    }

    /// Ships what is left, and closes this holder when all of it is booked soon; else its successor
    /// does.
    ///
    /// @throws IOException when the folder can't be left in order
    void stop() throws IOException {
        live.retire();
        shipper.awaitDone(config.closeTimeout());
        abandon();
    }

    /// Ends the threads and lets the folder go, with whatever is not shipped.
    ///
    /// @throws IOException when the folder can't be left in order
    void abandon() throws IOException {
        adopting.close();
        shipping.close();
        keeping.close();
        live.sync();
        dir.close();
    }
}
