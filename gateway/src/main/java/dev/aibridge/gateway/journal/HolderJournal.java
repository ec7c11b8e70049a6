package dev.aibridge.gateway.journal;

import dev.aibridge.common.usage.UsageEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One holder's journal while this process appends to it: which requests are open, and always room
/// for their ends.
///
/// Event loops append under the lock (a copy into mapped memory); the keeper's thread allocates,
/// syncs, and never holds the lock while it waits for the disk.
final class HolderJournal {

    /// Records of progress that are written under the lock at a time; event loops wait for it.
    private static final int MOST_AT_ONCE = 100;

    private final JournalDir dir;
    private final HolderFolder folder;
    private final int segmentBytes;
    private final Map<Long, OpenRequest> openBySeq = new HashMap<>();
    private final List<Segment> rolled = new ArrayList<>();
    private final Deque<Segment> spares = new ArrayDeque<>();
    private volatile Segment current;
    private volatile long lastSeq;
    private long lastNumber;
    private boolean retired;

    private HolderJournal(
            JournalDir dir, HolderFolder folder, int segmentBytes, Segment first, long lastSeq) {
        this.dir = dir;
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.current = first;
        this.lastNumber = first.number();
        this.lastSeq = lastSeq;
        first.begin(lastSeq + 1);
    }

    /// Begins a new holder's journal.
    ///
    /// @throws IOException when there is no room for its first segment
    static HolderJournal begin(JournalDir dir, UUID holder, int segmentBytes) throws IOException {
        HolderFolder folder = dir.create(holder);
        Segment first = dir.allocate(folder, 1, segmentBytes);
        HolderJournal journal = new HolderJournal(dir, folder, segmentBytes, first, 0);
        journal.prepare();
        return journal;
    }

    /// Goes on with a dead process' journal in a new segment: ends what it left open, as it was
    /// recorded when it was admitted.
    ///
    /// @throws IOException when there is no room to do it
    static HolderJournal resume(JournalDir dir, HolderFolder folder, Replay replay)
            throws IOException {
        int records = replay.open().size() + 2;
        Segment segment =
                dir.allocate(
                        folder,
                        replay.lastSegment() + 1,
                        Segment.HEADER_BYTES + records * Segment.MAX_RECORD_BYTES);
        segment.begin(replay.lastSeq() + 1);
        for (UsageEvent abandoned : replay.open()) {
            segment.append(Segment.ENDED, abandoned);
        }
        segment.sync();
        HolderJournal journal = new HolderJournal(dir, folder, 0, segment, replay.lastSeq());
        journal.retired = !replay.damaged();
        return journal;
    }

    HolderFolder folder() {
        return folder;
    }

    UUID holder() {
        return folder.holder();
    }

    /// The number of requests admitted so far.
    long lastSeq() {
        return lastSeq;
    }

    /// The segment that is appended to.
    Segment current() {
        return current;
    }

    /// Records a request under the next sequence number, or says that there is no room; `null` when
    /// another holder has taken over.
    synchronized @Nullable Admitted admit(Admitted.Provisional provisional) {
        if (retired) {
            return null;
        }
        if (!hasRoomToSpare()) {
            return new Admitted.NoRoom();
        }
        long seq = lastSeq + 1;
        UsageEvent event = provisional.event(folder.holder(), seq);
        Segment segment = writable(seq);
        segment.append(Segment.ADMITTED, event);
        openBySeq.put(seq, new OpenRequest(segment.number()));
        lastSeq = seq;
        return new Admitted.Request(event);
    }

    /// Records how a request ended.
    ///
    /// @throws IllegalStateException when it is not open: it never was, or it ended before
    synchronized void end(UsageEvent event) {
        if (!openBySeq.containsKey(event.seq())) {
            throw new IllegalStateException("request " + event.seq() + " is not open");
        }
        writable(lastSeq + 1).append(Segment.ENDED, event);
        openBySeq.remove(event.seq());
    }

    /// Records from time to time how far an open request is.
    ///
    /// @throws IllegalStateException when it is not open
    synchronized void follow(long seq, Progress progress) {
        OpenRequest open = openBySeq.get(seq);
        if (open == null) {
            throw new IllegalStateException("request " + seq + " is not open");
        }
        open.follow(progress, System.nanoTime());
    }

    /// Records how far the open requests are, each when it is due; where there is no room but for
    /// their ends, that is not recorded. The keeper's thread alone.
    ///
    /// @param interval how long after its last record one is due
    /// @param tokens how many tokens after its last record one is due
    synchronized void recordProgress(Duration interval, long tokens) {
        long nowNanos = System.nanoTime();
        int records = 0;
        for (OpenRequest open : openBySeq.values()) {
            Progress due = open.due(nowNanos, interval, tokens);
            if (due != null && records < MOST_AT_ONCE && hasRoomToSpare()) {
                UsageEvent soFar = due.soFar();
                writable(lastSeq + 1).append(Segment.PROGRESS, soFar);
                open.recorded(soFar.counts().outputTokens(), nowNanos);
                records++;
            }
        }
    }

    private boolean hasRoomToSpare() {
        return room() >= (openBySeq.size() + 2L) * Segment.MAX_RECORD_BYTES;
    }

    /// Admits nothing from now on: another holder has taken over.
    synchronized void retire() {
        retired = true;
    }

    /// Whether it admits nothing more and nothing in it is open. A damaged one is never finished.
    synchronized boolean finished() {
        return retired && openBySeq.isEmpty();
    }

    /// The first segment with a request that is still open; the current one when there is none.
    synchronized long firstOpenSegment() {
        long first = current.number();
        for (OpenRequest open : openBySeq.values()) {
            first = Math.min(first, open.segment());
        }
        return first;
    }

    private long room() {
        return current.room() + spares.size() * Segment.roomOf(segmentBytes);
    }

    private Segment writable(long nextSeq) {
        Segment segment = current;
        if (!segment.fitsAnother()) {
            rolled.add(segment);
            segment = spares.remove();
            segment.begin(nextSeq);
            current = segment;
        }
        return segment;
    }

    /// Keeps one empty segment ready. The keeper's thread alone.
    ///
    /// @throws IOException when there is no room for it
    void prepare() throws IOException {
        if (hasSpare()) {
            return;
        }
        Segment spare = dir.allocate(folder, lastNumber + 1, segmentBytes);
        lastNumber++;
        keep(spare);
    }

    private synchronized boolean hasSpare() {
        return !spares.isEmpty();
    }

    private synchronized void keep(Segment spare) {
        spares.add(spare);
    }

    /// Forces to the disk what was appended. The keeper's thread alone.
    void sync() {
        for (Segment segment = nextRolled(); segment != null; segment = nextRolled()) {
            segment.sync();
        }
        Segment segment = current;
        if (segment.dirty()) {
            segment.sync();
        }
    }

    private synchronized @Nullable Segment nextRolled() {
        return rolled.isEmpty() ? null : rolled.removeFirst();
    }
}
