package dev.aibridge.gateway.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A recorded stream, event by event.
final class Stream {

    private Stream() {}

    /// The data of each of its events.
    static List<byte[]> events(String name) throws IOException {
        try (InputStream in = Stream.class.getResourceAsStream("/streams/" + name)) {
            return events(Objects.requireNonNull(in, name).readAllBytes());
        }
    }

    static List<byte[]> events(byte[] stream) {
        SseReader reader = new SseReader(1 << 20);
        reader.feed(stream);
        List<byte[]> events = new ArrayList<>();
        for (SseEvent event = reader.next(); event.isPresent(); event = reader.next()) {
            if (event.hasData()) {
                events.add(Arrays.copyOfRange(event.bytes(), event.dataStart(), event.dataEnd()));
            }
        }
        return events;
    }

    /// Reads some of them.
    static void read(AnswerReader reader, List<byte[]> events) throws IOException {
        for (byte[] event : events) {
            reader.read(event, 0, event.length);
        }
    }

    static void read(AnswerReader reader, String whole) throws IOException {
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        reader.read(bytes, 0, bytes.length);
    }
}
