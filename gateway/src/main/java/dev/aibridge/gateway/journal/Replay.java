package dev.aibridge.gateway.journal;

import dev.aibridge.common.usage.UsageEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a dead process' journal says: which of its requests never ended.
///
/// @param open what is booked for them, as far as their last progress, in the order of admission
/// @param unshipped how many of the others are still to be shipped
/// @param lastSeq how many requests it admitted
/// @param lastSegment the number of its last segment
/// @param damaged whether it can't be read to its end: then nobody knows what never ended, and the
///   holder is left open for an admin
/// @param alarms what should not be: damage before the last record, gaps in the sequence
record Replay(
        List<UsageEvent> open,
        int unshipped,
        long lastSeq,
        long lastSegment,
        boolean damaged,
        List<String> alarms) {

    /// Reads a folder from its cursor's floor on. A last record that was cut is cleared away, so
    /// that the folder can be gone on with.
    ///
    /// @throws IOException when a file can't be read or cleared
    static Replay of(HolderFolder folder) throws IOException {
        Cursor cursor = Cursor.read(folder.cursor());
        Reading reading = new Reading(folder, cursor);
        List<Long> numbers = folder.segments();
        boolean whole = true;
        for (long number : numbers) {
            whole = whole && (number < cursor.floor() || reading.segment(number));
        }
        long lastSegment = numbers.isEmpty() ? 0 : numbers.getLast();
        List<UsageEvent> open = whole ? List.copyOf(reading.open.values()) : List.of();
        return new Replay(
                open, reading.unshipped, reading.lastSeq, lastSegment, !whole, reading.alarms);
    }

    private static final class Reading {

        private final HolderFolder folder;
        private final Cursor cursor;
        private final Map<Long, UsageEvent> open = new TreeMap<>();
        private final List<String> alarms = new ArrayList<>();
        private long lastSeq;
        private int unshipped;

        Reading(HolderFolder folder, Cursor cursor) {
            this.folder = folder;
            this.cursor = cursor;
        }

        /// Whether the next segment may be read.
        boolean segment(long number) throws IOException {
            Path file = folder.segment(number);
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            RecordReader reader = new RecordReader(bytes, Segment.HEADER_BYTES);
            if (reader.baseSeq() == 0) {
                return true;
            }
            lastSeq = Math.max(lastSeq, reader.baseSeq() - 1);
            RecordReader.Found found = reader.next(bytes.capacity());
            while (found == RecordReader.Found.RECORD) {
                if (!record(reader, number)) {
                    alarms.add("unreadable before byte " + reader.position() + " of " + file);
                    return false;
                }
                found = reader.next(bytes.capacity());
            }
            return found == RecordReader.Found.END || cut(file, reader);
        }

        /// Whether it is an event of a version that is known here.
        private boolean record(RecordReader reader, long segment) {
            UsageEvent event = reader.event();
            if (event == null) {
                return false;
            }
            if (reader.kind() == Segment.ENDED) {
                open.remove(event.seq());
                unshipped += cursor.isBefore(segment, reader.position()) ? 1 : 0;
                return true;
            }
            if (reader.kind() == Segment.PROGRESS) {
                open.replace(event.seq(), event);
                return true;
            }
            if (event.seq() != lastSeq + 1) {
                alarms.add("sequence goes from " + lastSeq + " to " + event.seq());
            }
            open.put(event.seq(), event);
            lastSeq = Math.max(lastSeq, event.seq());
            return true;
        }

        private boolean cut(Path file, RecordReader reader) throws IOException {
            if (reader.anythingWholeBehind()) {
                alarms.add("damage at byte " + reader.position() + " of " + file);
                return false;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                int from = reader.position();
                channel.write(ByteBuffer.allocate((int) channel.size() - from), from);
                channel.force(true);
            }
            return true;
        }
    }
}
