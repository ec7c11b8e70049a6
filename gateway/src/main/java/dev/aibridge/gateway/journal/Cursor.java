package dev.aibridge.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// How far a holder's journal is shipped.
///
/// @param floor the first segment that a replay must read: all before it is shipped and closed
/// @param segment the segment that is being shipped
/// @param position where its next record to ship begins
record Cursor(long floor, long segment, int position) {

    static final Cursor START = new Cursor(1, 1, Segment.HEADER_BYTES);

    private static final int BYTES = 3 * Long.BYTES;

    /// Reads the cursor of a folder. One that is missing or was cut begins again: shipping twice
    /// changes nothing.
    ///
    /// @throws IOException when the file can't be read
    static Cursor read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return START;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != BYTES + Long.BYTES) {
            return START;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getLong(BYTES) != checksum(bytes)) {
            return START;
        }
        return new Cursor(buffer.getLong(0), buffer.getLong(8), (int) buffer.getLong(16));
    }

    /// Keeps the cursor. It is not forced to the disk: an older one only ships again.
    ///
    /// @throws IOException when the file can't be written
    void write(Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES + Long.BYTES);
        buffer.putLong(floor).putLong(segment).putLong(position);
        buffer.putLong(checksum(buffer.array()));
        Files.write(file, buffer.array());
    }

    /// Whether it stands before that position of that segment.
    boolean isBefore(long otherSegment, int otherPosition) {
        return segment == otherSegment ? position < otherPosition : segment < otherSegment;
    }

    private static long checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, BYTES);
        return crc.getValue();
    }
}
