package dev.aibridge.common.usage;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The binary form of a [UsageEvent]: the same bytes in the journal and in `usage.intake`.
///
/// Big-endian, fixed fields first, then counts and two short strings; about 250 bytes. The first
/// byte is the version, so that an older gateway's journal stays readable.
public final class UsageEventCodec {

    /// The longest an event can be, in bytes.
    public static final int MAX_BYTES = 1024;

    private static final byte VERSION = 1;
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
        to.put((byte) event.outcome().ordinal());
        to.put((byte) event.source().ordinal());
        to.put((byte) (event.streamed() ? 1 : 0));
        to.putLong(event.bookSeq());
        to.putLong(event.charge());
        to.putInt(event.status());
        to.putInt(event.attempts());
        to.putLong(event.admittedAtMs());
        to.putInt(event.firstByteMs());
        to.putInt(event.durationMs());
        to.put((byte) Bucket.count());
        for (Bucket bucket : Bucket.all()) {
            to.putLong(event.counts().get(bucket));
        }
        put(to, event.model());
        put(to, event.channel());
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
            if (version != VERSION) {
                throw new IllegalArgumentException("unknown version of a usage event: " + version);
            }
            return readFields(from);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a usage event that is cut or garbled", e);
        }
    }

    private static UsageEvent readFields(ByteBuffer from) {
        UUID id = uuid(from);
        UUID holder = uuid(from);
        long seq = from.getLong();
        UUID tenant = uuid(from);
        UUID key = uuid(from);
        UUID wallet = uuid(from);
        Endpoint endpoint = Endpoint.values()[from.get()];
        Outcome outcome = Outcome.values()[from.get()];
        UsageSource source = UsageSource.values()[from.get()];
        boolean streamed = from.get() != 0;
        long bookSeq = from.getLong();
        long charge = from.getLong();
        int status = from.getInt();
        int attempts = from.getInt();
        long admittedAtMs = from.getLong();
        int firstByteMs = from.getInt();
        int durationMs = from.getInt();
        Counts counts = counts(from);
        String model = string(from);
        String channel = string(from);
        return new UsageEvent(
                id,
                holder,
                seq,
                tenant,
                key,
                wallet,
                endpoint,
                model,
                channel,
                bookSeq,
                outcome,
                source,
                counts,
                charge,
                status,
                streamed,
                attempts,
                admittedAtMs,
                firstByteMs,
                durationMs);
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
