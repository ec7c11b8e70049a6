package dev.aibridge.gateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One server-sent event as it stands in a reader's bytes.
///
/// @param bytes where it stands; valid until the reader is fed again
/// @param start where the block begins
/// @param end where it ends, after its empty line
/// @param dataStart where the value of its only `data:` line begins; −1 when it has none
/// @param dataEnd where that value ends
public record SseEvent(byte[] bytes, int start, int end, int dataStart, int dataEnd) {

    /// No event: more bytes must arrive first.
    static final SseEvent NONE = new SseEvent(new byte[0], 0, 0, -1, -1);

    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    /// Finds the data of the block `[start, end)`.
    static SseEvent of(byte[] bytes, int start, int end) {
        int at = start;
        int dataStart = -1;
        int dataEnd = -1;
        while (at < end) {
            int lineEnd = at;
            while (lineEnd < end && bytes[lineEnd] != '\n' && bytes[lineEnd] != '\r') {
                lineEnd++;
            }
            if (startsWithData(bytes, at, lineEnd)) {
                if (dataStart >= 0) {
                    return joined(bytes, start, end);
                }
                dataStart = at + DATA.length;
                if (dataStart < lineEnd && bytes[dataStart] == ' ') {
                    dataStart++;
                }
                dataEnd = lineEnd;
            }
            at = lineEnd + 1;
        }
        return new SseEvent(bytes, start, end, dataStart, dataEnd);
    }

    /// Several data lines are one value with line feeds between; no vendor of ours writes them.
    private static SseEvent joined(byte[] bytes, int start, int end) {
        String block = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        String data =
                block.lines()
                        .filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring(line.startsWith("data: ") ? 6 : 5))
                        .reduce((a, b) -> a + "\n" + b)
                        .orElseThrow();
        byte[] one = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
        return new SseEvent(one, 0, one.length, 6, one.length - 2);
    }

    private static boolean startsWithData(byte[] bytes, int from, int to) {
        return to - from >= DATA.length
                && Arrays.equals(bytes, from, from + DATA.length, DATA, 0, DATA.length);
    }

    /// Whether there is an event at all.
    public boolean isPresent() {
        return end > start;
    }

    /// Whether it carries data; a comment or an empty block does not.
    public boolean hasData() {
        return dataStart >= 0;
    }
}
