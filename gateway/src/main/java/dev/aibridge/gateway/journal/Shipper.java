package dev.aibridge.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Brings ended requests from the journals to the database, and closes holders that are done: all
/// their requests ended, shipped and booked.
final class Shipper {

    private static final Logger LOG = Logger.getLogger(Shipper.class);
    private static final Duration CLOSE_AGAIN = Duration.ofSeconds(1);
    private static final Duration STOPPING_INTERVAL = Duration.ofMillis(100);

    private final JournalConfig config;
    private final Database database;
    private final JournalMetrics metrics;
    private final Queue<Outbox> outboxes = new ConcurrentLinkedQueue<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean stopping;
    private long closeAgainAtNanos = System.nanoTime();

    Shipper(JournalConfig config, Database database, JournalMetrics metrics) {
        this.config = config;
        this.database = database;
        this.metrics = metrics;
    }

    /// Ships this journal too.
    void add(HolderJournal journal) throws IOException {
        outboxes.add(new Outbox(journal));
    }

    /// Ships what there is, and says how long to wait.
    Duration step() throws IOException, InterruptedException {
        boolean full = false;
        for (Outbox outbox : outboxes) {
            full |= ship(outbox);
        }
        if (!full) {
            metrics.caughtUp();
            closeRetired();
        }
        return full ? Duration.ZERO : stopping ? STOPPING_INTERVAL : config.shipInterval();
    }

    /// Whether there may be more than one batch took.
    private boolean ship(Outbox outbox) throws IOException, InterruptedException {
        boolean wasWhole = outbox.damage() == null;
        List<Shipment> batch = outbox.next(config.shipBatch());
        if (!batch.isEmpty()) {
            database.insert(batch);
            outbox.acknowledge();
            metrics.shipped(batch.size());
        }
        if (wasWhole && outbox.damage() != null) {
            metrics.alarm("not shipped: " + outbox.damage());
        }
        return batch.size() == config.shipBatch();
    }

    private void closeRetired() throws IOException, InterruptedException {
        if (!stopping && System.nanoTime() - closeAgainAtNanos < 0) {
            return;
        }
        closeAgainAtNanos = System.nanoTime() + CLOSE_AGAIN.toNanos();
        for (Iterator<Outbox> all = outboxes.iterator(); all.hasNext(); ) {
            Outbox outbox = all.next();
            if (outbox.journal().finished() && close(outbox)) {
                all.remove();
            }
        }
        if (outboxes.isEmpty()) {
            done.countDown();
        }
    }

    /// Whether the journal's holder is closed; asks the database when all of it is shipped.
    private boolean close(Outbox outbox) throws IOException, InterruptedException {
        if (outbox.damage() != null || !outbox.next(config.shipBatch()).isEmpty()) {
            return false;
        }
        HolderJournal journal = outbox.journal();
        String state = database.close(journal.holder(), journal.lastSeq());
        if (state.equals("pending")) {
            return false;
        }
        Files.createFile(journal.folder().closed());
        LOG.infof("holder %s is %s after %d", journal.holder(), state, journal.lastSeq());
        return true;
    }

    /// Waits until every holder is closed, asking the database more often than usual.
    void awaitDone(Duration timeout) {
        stopping = true;
        try {
            if (!done.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.infof("%d holders are left for the next process to close", outboxes.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
