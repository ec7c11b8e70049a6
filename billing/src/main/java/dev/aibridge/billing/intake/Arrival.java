package dev.aibridge.billing.intake;

import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageEventCodec;
import java.nio.ByteBuffer;
import java.util.UUID;

/// An event as a gateway shipped it.
///
/// @param body the bytes of [UsageEventCodec]
/// @param receivedAtMs milliseconds since 1970, by the database's clock
record Arrival(UUID id, UUID holder, long seq, ByteBuffer body, long receivedAtMs) {

    /// 9999-12-31: a later time of admission is nonsense, and more than some tools can show.
    private static final long MAX_TIME_MS = 253_402_300_799_999L;

    /// Reads the event.
    ///
    /// @throws IllegalArgumentException when the bytes are no event that can be kept
    UsageEvent event() {
        ByteBuffer buffer = body.duplicate();
        UsageEvent event = UsageEventCodec.read(buffer);
        require(!buffer.hasRemaining(), "bytes after the event");
        require(event.id().equals(id), "the id in the bytes is another one");
        require(
                event.holder().equals(holder) && event.seq() == seq,
                "the holder or sequence in the bytes is another one");
        require(id.version() == 7, "the id is no UUIDv7");
        require(
                event.admittedAtMs() >= 0 && event.admittedAtMs() <= MAX_TIME_MS,
                "the time of admission is out of range");
        require(
                event.model().indexOf(0) < 0 && event.channel().indexOf(0) < 0,
                "a name with a zero byte");
        return event;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
