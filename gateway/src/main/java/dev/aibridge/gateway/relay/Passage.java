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
    private Buffer terminal = Buffer.buffer();
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
            State state = event.hasData() ? data(event, out) : life(event, out);
            if (state != State.GOES_ON) {
                return state;
            }
            event = events.next();
        }
        boolean tooMuch = received > maxBytes || events.isTooLong();
        return tooMuch ? State.BROKEN : State.GOES_ON;
    }

    /// A vendor's own sign of life is one for the client too, once the answer has begun; before
    /// that, the head waits for the vendor's first word, which may be a no.
    private State life(SseEvent event, Buffer out) {
        if (begun) {
            out.appendBytes(event.bytes(), event.start(), event.end() - event.start());
        }
        return State.GOES_ON;
    }

    private State data(SseEvent event, Buffer out) {
        AnswerReader places;
        try {
            int length = event.dataEnd() - event.dataStart();
            places = meter.read(event.bytes(), event.dataStart(), length);
        } catch (IOException garbage) {
            return State.BROKEN;
        }
        if (places.isError()) {
            return State.BROKEN;
        }
        if (places.isSignOfLife()) {
            return life(event, out);
        }
        if (places.hasContent() && firstContentNanos == 0) {
            firstContentNanos = System.nanoTime();
        }
        begun = true;
        if (wantsUsage || !places.isUsageAlone()) {
            Buffer to = places.isTerminal() ? terminal : out;
            naming.name(to, event.bytes(), event.start(), event.end(), places, wantsUsage);
        }
        return places.isTerminal() ? State.WHOLE : State.GOES_ON;
    }

    /// The event that ended the stream, named; empty until it came.
    Buffer terminal() {
        return terminal;
    }

    /// When the first content passed, by [System#nanoTime()]; 0 when none has.
    long firstContentNanos() {
        return firstContentNanos;
    }
}
