package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.metering.Meter;
import dev.aibridge.gateway.wire.AnswerReader;
import dev.aibridge.gateway.wire.SseEvent;
import dev.aibridge.gateway.wire.SseReader;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/// A vendor's stream on its way to the client: cut into events, metered, named. The same bytes come
/// out however the network split what went in. Does no I/O.
final class Passage {

    /// Where the stream stands after what arrived.
    enum State {
        /// More is to come.
        GOES_ON,
        /// The vendor's own terminal was seen: the answer is whole.
        WHOLE,
        /// What came is no event of this dialect, or the vendor's error.
        BROKEN
    }

    private final Meter meter;
    private final Naming naming;
    private final boolean wantsUsage;
    private final SseReader events;
    private final long maxBytes;
    private long received;
    private boolean begun;
    private byte[] firstChunk = {};
    private long firstContentNanos;

    /// @param wantsUsage whether the client asked for usage; it was asked of the vendor in any case
    /// @param maxEvent the longest event, in bytes
    /// @param maxBytes the longest stream
    Passage(Meter meter, Naming naming, boolean wantsUsage, int maxEvent, long maxBytes) {
        this.meter = meter;
        this.naming = naming;
        this.wantsUsage = wantsUsage;
        this.events = new SseReader(maxEvent);
        this.maxBytes = maxBytes;
    }

    /// Takes what arrived, and appends what the client gets for it.
    State pass(byte[] arrived, Buffer out) {
        received += arrived.length;
        events.feed(arrived);
        SseEvent event = events.next();
        while (event.isPresent()) {
            if (event.isDone()) {
                return State.WHOLE;
            }
            if (!event.hasData()) {
                comment(event, out);
            } else if (!chunk(event, out)) {
                return State.BROKEN;
            }
            event = events.next();
        }
        boolean tooMuch = received > maxBytes || events.isTooLong();
        return tooMuch ? State.BROKEN : State.GOES_ON;
    }

    /// A vendor's own sign of life is one for the client too, once the answer has begun; before
    /// that, the head waits for the vendor's first word, which may be a no.
    private void comment(SseEvent event, Buffer out) {
        if (begun) {
            out.appendBytes(event.bytes(), event.start(), event.end() - event.start());
        }
    }

    private boolean chunk(SseEvent event, Buffer out) {
        AnswerReader places;
        try {
            int length = event.dataEnd() - event.dataStart();
            places = meter.read(event.bytes(), event.dataStart(), length);
        } catch (IOException garbage) {
            return false;
        }
        if (places.isError()) {
            return false;
        }
        if (places.hasContent() && firstContentNanos == 0) {
            firstContentNanos = System.nanoTime();
        }
        if (!begun) {
            firstChunk = event.data();
        }
        begun = true;
        if (wantsUsage || places.hasChoices() || places.usage() == null) {
            naming.name(out, event.bytes(), event.start(), event.end(), places, wantsUsage);
        }
        return true;
    }

    /// The data of the first chunk, as the vendor sent it; empty when none came.
    byte[] firstChunk() {
        return firstChunk;
    }

    /// When the first content passed, by [System#nanoTime()]; 0 when none has.
    long firstContentNanos() {
        return firstContentNanos;
    }
}
