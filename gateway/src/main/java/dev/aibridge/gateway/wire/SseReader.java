package dev.aibridge.gateway.wire;

import java.util.Arrays;

/// Cuts a stream of server-sent events into whole events, wherever the network split it.
///
/// An event ends with an empty line; lines end with LF, CRLF or CR
/// (<https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>). Not
/// thread-safe; one reader per stream.
public final class SseReader {

    private static final byte LF = '\n';
    private static final byte CR = '\r';
    private static final byte[] NOTHING = new byte[0];

    private final int maxEventBytes;
    private byte[] bytes = NOTHING;
    private int start;
    private int scanned;
    private int end;

    /// A reader for one stream.
    ///
    /// @param maxEventBytes the longest event that is accepted
    public SseReader(int maxEventBytes) {
        this.maxEventBytes = maxEventBytes;
    }

    /// Adds what arrived. Events given out before are no longer valid.
    ///
    /// @param arrived kept, not copied, while it holds whole events
    public void feed(byte[] arrived) {
        if (start == end) {
            bytes = arrived;
            end = arrived.length;
            scanned = 0;
        } else {
            byte[] joined = Arrays.copyOfRange(bytes, start, end + arrived.length);
            System.arraycopy(arrived, 0, joined, end - start, arrived.length);
            bytes = joined;
            scanned -= start;
            end = joined.length;
        }
        start = 0;
    }

    /// The next whole event with its empty line; not present when more must arrive first.
    public SseEvent next() {
        int eventEnd = endOfEvent();
        if (eventEnd < 0) {
            return SseEvent.NONE;
        }
        SseEvent event = SseEvent.of(bytes, start, eventEnd);
        start = eventEnd;
        scanned = eventEnd;
        return event;
    }

    /// Whether the event that is arriving is already longer than allowed.
    public boolean isTooLong() {
        return end - start > maxEventBytes;
    }

    /// The place after the next empty line; −1 when there is none yet. A CR at the very end waits
    /// for its LF.
    private int endOfEvent() {
        int at = scanned;
        while (at < end) {
            int lineEnd = at;
            while (lineEnd < end && bytes[lineEnd] != LF && bytes[lineEnd] != CR) {
                lineEnd++;
            }
            int next = afterBreak(lineEnd);
            if (next < 0) {
                return -1;
            }
            if (lineEnd == at) {
                return next;
            }
            at = next;
            scanned = at;
        }
        return -1;
    }

    private int afterBreak(int at) {
        if (at >= end) {
            return -1;
        }
        if (bytes[at] == LF) {
            return at + 1;
        }
        if (at + 1 >= end) {
            return -1;
        }
        return bytes[at + 1] == LF ? at + 2 : at + 1;
    }
}
