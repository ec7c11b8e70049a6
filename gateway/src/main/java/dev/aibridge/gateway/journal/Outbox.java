package dev.aibridge.gateway.journal;

import dev.aibridge.common.usage.UsageEvent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What of one holder's journal must still be shipped: its ended records behind a cursor.
///
/// Records are read from the segments when they are shipped, so memory does not grow while the
/// database is away. The shipper's thread alone uses it.
final class Outbox {

    private final HolderJournal journal;
    private Cursor cursor;
    private long segment;
    private @Nullable RecordReader reader;
    private List<Shipment> batch = List.of();
    private @Nullable String damage;

    /// @throws IOException when the cursor can't be read
    Outbox(HolderJournal journal) throws IOException {
        this.journal = journal;
        Cursor kept = Cursor.read(journal.folder().cursor());
        if (!Files.exists(journal.folder().segment(kept.segment()))) {
            long first = journal.folder().segments().getFirst();
            kept = new Cursor(first, first, Segment.HEADER_BYTES);
        }
        this.cursor = kept;
        this.segment = kept.segment();
    }

    HolderJournal journal() {
        return journal;
    }

    /// What keeps the rest from being shipped, or `null`.
    @Nullable String damage() {
        return damage;
    }

    /// The next events, or those that were not acknowledged; empty when all is shipped.
    ///
    /// @throws IOException when a segment can't be read
    List<Shipment> next(int max) throws IOException {
        if (batch.isEmpty() && damage == null) {
            batch = read(max);
        }
        return batch;
    }

    private List<Shipment> read(int max) throws IOException {
        List<Shipment> read = new ArrayList<>();
        while (read.size() < max && damage == null) {
            Segment current = journal.current();
            boolean rolled = segment < current.number();
            RecordReader from = reader(current);
            int limit = rolled ? Integer.MAX_VALUE : current.committed();
            switch (from.next(limit)) {
                case RECORD -> add(from, read);
                case DAMAGE -> damage = where(from);
                case END -> {
                    if (!rolled) {
                        return read;
                    }
                    segment++;
                    reader = null;
                }
            }
        }
        return read;
    }

    private void add(RecordReader from, List<Shipment> read) {
        if (from.kind() != Segment.ENDED) {
            return;
        }
        UsageEvent event = from.event();
        if (event == null) {
            damage = where(from);
            return;
        }
        read.add(new Shipment(event.id(), event.holder(), event.seq(), from.body()));
    }

    private String where(RecordReader from) {
        return "damage at byte " + from.position() + " of " + journal.folder().segment(segment);
    }

    private RecordReader reader(Segment current) throws IOException {
        RecordReader known = reader;
        if (known == null) {
            int from = segment == cursor.segment() ? cursor.position() : Segment.HEADER_BYTES;
            known = segment == current.number() ? current.reader(from) : open(from);
            reader = known;
        }
        return known;
    }

    private RecordReader open(int from) throws IOException {
        Path file = journal.folder().segment(segment);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new RecordReader(channel.map(MapMode.READ_ONLY, 0, channel.size()), from);
        }
    }

    /// The batch has reached the database.
    ///
    /// @throws IOException when the cursor can't be kept
    void acknowledge() throws IOException {
        batch = List.of();
        RecordReader known = reader;
        int position = known == null ? Segment.HEADER_BYTES : known.position();
        long floor =
                segment == cursor.segment()
                        ? cursor.floor()
                        : Math.min(segment, journal.firstOpenSegment());
        Cursor next = new Cursor(floor, segment, position);
        if (!next.equals(cursor)) {
            next.write(journal.folder().cursor());
            cursor = next;
        }
    }
}
