package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Server-sent events that the gateway itself writes.
final class Events {

    private static final byte[] NAME = ascii("event: ");
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] END = ascii("\n\n");

    /// Writes the fields of one JSON object.
    @FunctionalInterface
    interface Fields {

        /// Writes them.
        void write(JsonGenerator json) throws IOException;
    }

    private final ByteArrayOutputStream events = new ByteArrayOutputStream(512);

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Adds an event without a name.
    Events add(byte[] data) {
        events.writeBytes(DATA);
        events.writeBytes(data);
        events.writeBytes(END);
        return this;
    }

    /// Adds an event without a name.
    Events add(Fields data) {
        return add(object(data));
    }

    /// Adds an event whose data is of the type that it is named by.
    Events add(String type, Fields data) {
        events.writeBytes(NAME);
        events.writeBytes(ascii(type));
        events.write('\n');
        return add(
                object(
                        json -> {
                            json.writeStringField("type", type);
                            data.write(json);
                        }));
    }

    /// Adds an event of a name.
    Events add(String name, byte[] data) {
        events.writeBytes(NAME);
        events.writeBytes(ascii(name));
        events.write('\n');
        return add(data);
    }

    /// One JSON object.
    static byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = Json.generator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /// All of them.
    byte[] bytes() {
        return events.toByteArray();
    }
}
