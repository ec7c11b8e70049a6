package dev.aibridge.gateway.journal;

import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageEventCodec;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Walks over the records of one segment and tells whole ones from damage.
final class RecordReader {

    /// What stands at a position.
    enum Found {
        /// A whole record; [#kind()] and [#body()] are its own.
        RECORD,
        /// Nothing was written from here on.
        END,
        /// Something that is no record.
        DAMAGE
    }

    private final ByteBuffer segment;
    private final CRC32C crc = new CRC32C();
    private int position;
    private int bodyAt;
    private int bodyBytes;

    /// @param segment a whole segment with its header; this reader's own view
    RecordReader(ByteBuffer segment, int from) {
        this.segment = segment;
        this.position = from;
    }

    /// Where the next record is read.
    int position() {
        return position;
    }

    /// The sequence number that follows when the segment begins; 0 when it was never begun.
    long baseSeq() {
        boolean begun =
                segment.capacity() >= Segment.HEADER_BYTES && segment.getLong(0) == Segment.MAGIC;
        return begun ? segment.getLong(8) : 0;
    }

    /// Reads one record and moves behind it, or stays where it is.
    ///
    /// @param writtenTo the position up to which the segment is written, if it is known
    Found next(int writtenTo) {
        int limit = Math.min(writtenTo, segment.capacity());
        if (limit - position < Segment.PREFIX_BYTES || segment.getInt(position) == 0) {
            return Found.END;
        }
        if (!isWholeAt(position, limit)) {
            return Found.DAMAGE;
        }
        bodyAt = position + Segment.PREFIX_BYTES;
        bodyBytes = segment.getInt(position);
        position = Segment.align(bodyAt + bodyBytes);
        return Found.RECORD;
    }

    byte kind() {
        return segment.get(bodyAt);
    }

    /// The event's bytes, copied.
    byte[] body() {
        byte[] body = new byte[bodyBytes - 1];
        segment.get(bodyAt + 1, body);
        return body;
    }

    /// The event, or `null` when it was written by a version that is not known here.
    @Nullable UsageEvent event() {
        try {
            return UsageEventCodec.read(ByteBuffer.wrap(body()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// Whether a whole record stands anywhere behind the damage: then it is not just the last one
    /// that was cut.
    boolean anythingWholeBehind() {
        for (int at = position + Segment.PREFIX_BYTES; at < segment.capacity(); at += 8) {
            if (isWholeAt(at, segment.capacity())) {
                return true;
            }
        }
        return false;
    }

    private boolean isWholeAt(int at, int limit) {
        if (limit - at < Segment.PREFIX_BYTES) {
            return false;
        }
        int length = segment.getInt(at);
        int body = at + Segment.PREFIX_BYTES;
        if (length <= 1 || length > limit - body || length > Segment.MAX_RECORD_BYTES) {
            return false;
        }
        crc.reset();
        crc.update(segment.clear().position(body).limit(body + length));
        segment.clear();
        return segment.getInt(at + 4) == (int) crc.getValue();
    }
}
