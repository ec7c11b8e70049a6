package dev.aibridge.common.usage;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The binary form of a [UsageEvent]: the same bytes in the journal and in `usage.intake`.
///
/// Big-endian, the fields in the order of the record, about 300 bytes. The first byte is the
/// version, so that an older gateway's journal stays readable.
public final class UsageEventCodec {

    /// The longest an event can be, in bytes.
    public static final int MAX_BYTES = 1024;

    private static final byte VERSION = 2;

    /// Without `ownLease`.
    private static final byte FIRST_VERSION = 1;

    private static final int MAX_NAME_BYTES = 255;

    private UsageEventCodec() {}

    /// Writes an event at the buffer's position.
    ///
    /// @throws IllegalArgumentException when a name is longer than 255 bytes
    public static void write(UsageEvent event, ByteBuffer to) {
        to.put(VERSION);
        put(to, event.id());
        put(to, event.holder());
        to.putLong(event.seq());
        put(to, event.tenant());
        put(to, event.key());
        put(to, event.wallet());
        to.put((byte) event.endpoint().ordinal());
        put(to, event.model());
        put(to, event.channel());
        to.putLong(event.bookSeq());
        to.put((byte) event.outcome().ordinal());
        to.put((byte) event.source().ordinal());
        put(to, event.counts());
        to.putLong(event.charge());
        to.putInt(event.status());
        to.put((byte) (event.streamed() ? 1 : 0));
        to.putInt(event.attempts());
        to.putLong(event.admittedAtMs());
        to.putInt(event.firstByteMs());
        to.putInt(event.durationMs());
        to.put((byte) (event.ownLease() ? 1 : 0));
    }

    /// The event's bytes.
    ///
    /// @throws IllegalArgumentException when a name is longer than 255 bytes
    public static byte[] toBytes(UsageEvent event) {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
        write(event, buffer);
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /// Reads an event from the buffer's position.
    ///
    /// @throws IllegalArgumentException when the bytes are no event of a version known here
    public static UsageEvent read(ByteBuffer from) {
        try {
            byte version = from.get();
            if (version != VERSION && version != FIRST_VERSION) {
                throw new IllegalArgumentException("unknown version of a usage event: " + version);
            }
            return readFields(version, from);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a usage event that is cut or garbled", e);
        }
    }

    /// Java evaluates arguments from left to right, so the order of fields is the order of the
    /// record.
    private static UsageEvent readFields(byte version, ByteBuffer from) {
        return new UsageEvent(
                uuid(from),
                uuid(from),
                from.getLong(),
                uuid(from),
                uuid(from),
                uuid(from),
                Endpoint.values()[from.get()],
                string(from),
                string(from),
                from.getLong(),
                Outcome.values()[from.get()],
                UsageSource.values()[from.get()],
                counts(from),
                from.getLong(),
                from.getInt(),
                from.get() != 0,
                from.getInt(),
                from.getLong(),
                from.getInt(),
                from.getInt(),
                version != FIRST_VERSION && from.get() != 0);
    }

    private static void put(ByteBuffer to, Counts counts) {
        to.put((byte) Bucket.count());
        for (Bucket bucket : Bucket.all()) {
            to.putLong(counts.get(bucket));
        }
    }

    private static Counts counts(ByteBuffer from) {
        long[] counts = new long[Byte.toUnsignedInt(from.get())];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = from.getLong();
        }
        return Counts.of(counts);
    }

    private static void put(ByteBuffer to, UUID id) {
        to.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer from) {
        return new UUID(from.getLong(), from.getLong());
    }

    private static void put(ByteBuffer to, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("a name of more than 255 bytes: " + name);
        }
        to.put((byte) bytes.length).put(bytes);
    }

    private static String string(ByteBuffer from) {
        byte[] bytes = new byte[Byte.toUnsignedInt(from.get())];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
