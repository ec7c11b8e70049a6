package dev.aibridge.gateway.refusal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// OpenAI's shape of an error: `{"error":{"message","type","param","code"}}`.
public final class Envelope {

    private static final JsonFactory JSON = new JsonFactory();

    private Envelope() {}

    /// A refusal as a body.
    public static byte[] openAi(Refusal refusal) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("message", refusal.message());
            json.writeStringField("type", refusal.type());
            json.writeStringField("param", refusal.param());
            json.writeStringField("code", refusal.code());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return body.toByteArray();
    }
}
