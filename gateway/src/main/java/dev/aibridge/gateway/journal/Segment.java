package dev.aibridge.gateway.journal;

import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageEventCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// One preallocated, memory-mapped file of a holder's journal.
///
/// Header: magic (8 bytes), the sequence number that follows when the segment begins (8). Then
/// records, each on a multiple of 8: length (4), CRC-32C (4), kind (1), the event's bytes; the
/// length counts kind and event, the checksum covers them. A length of zero ends the segment.
///
/// Appends are made under the journal's lock; [#committed()] may be read by any thread.
final class Segment {

    static final byte ADMITTED = 1;
    static final byte ENDED = 2;
    static final byte PROGRESS = 3;
    static final int HEADER_BYTES = 16;
    static final int PREFIX_BYTES = 8;
    static final int MAX_RECORD_BYTES = align(PREFIX_BYTES + 1 + UsageEventCodec.MAX_BYTES);
    static final long MAGIC = 0x4149424a_00000001L;

    private static final int ZERO_BYTES = 1 << 16;

    private final long number;
    private final int bytes;
    private final MappedByteBuffer map;
    private final CRC32C crc = new CRC32C();
    private volatile int committed = HEADER_BYTES;
    private int synced;

    private Segment(long number, int bytes, MappedByteBuffer map) {
        this.number = number;
        this.bytes = bytes;
        this.map = map;
    }

    /// Writes a file of zeros and maps it, so that a full disk is met here and not while appending.
    ///
    /// @throws IOException when the disk has no room
    static Segment allocate(Path file, long number, int bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int at = 0; at < bytes; ) {
                ByteBuffer zeros = ByteBuffer.allocate(Math.min(ZERO_BYTES, bytes - at));
                at += channel.write(zeros, at);
            }
            channel.force(true);
            return new Segment(number, bytes, channel.map(MapMode.READ_WRITE, 0, bytes));
        }
    }

    /// Opens the segment for records.
    ///
    /// @param nextSeq the first sequence number that can be admitted into it
    void begin(long nextSeq) {
        map.putLong(8, nextSeq);
        map.putLong(0, MAGIC);
    }

    long number() {
        return number;
    }

    /// Where the next record goes: all before it is whole.
    int committed() {
        return committed;
    }

    /// Whether a record of any size fits.
    boolean fitsAnother() {
        return bytes - committed >= MAX_RECORD_BYTES;
    }

    /// Bytes that are certain to be of use, whatever the size of the records.
    long room() {
        return Math.max(0, bytes - committed - MAX_RECORD_BYTES);
    }

    /// The room of an empty segment of that size.
    static long roomOf(int bytes) {
        return Math.max(0, bytes - HEADER_BYTES - MAX_RECORD_BYTES);
    }

    /// Appends one record. The length is written last, so that a process killed in the middle
    /// leaves no record rather than half of one.
    void append(byte kind, UsageEvent event) {
        int at = committed;
        int body = at + PREFIX_BYTES;
        map.clear().position(body);
        int end = encode(kind, event, body);
        map.limit(end).position(body);
        crc.reset();
        crc.update(map);
        map.clear();
        map.putInt(at + 4, (int) crc.getValue());
        map.putInt(at, end - body);
        committed = align(end);
    }

    /// An event that can't be written leaves zeros, because the next record may be shorter.
    private int encode(byte kind, UsageEvent event, int body) {
        try {
            map.put(kind);
            UsageEventCodec.write(event, map);
            return map.position();
        } catch (RuntimeException e) {
            map.clear().put(body, new byte[MAX_RECORD_BYTES - PREFIX_BYTES]);
            throw e;
        }
    }

    /// Whether something was appended since it was last synced.
    boolean dirty() {
        return committed != synced;
    }

    /// Forces what was appended to the disk; one thread at a time.
    ///
    /// @throws java.io.UncheckedIOException when the disk fails
    void sync() {
        int upTo = committed;
        map.force(0, upTo);
        synced = upTo;
    }

    /// A reader of what is committed, from a position on.
    RecordReader reader(int from) {
        return new RecordReader(map.asReadOnlyBuffer(), from);
    }

    static int align(int position) {
        return (position + 7) & ~7;
    }
}
