package dev.aibridge.sandbox.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request that arrived, and how it ended.
///
/// @param body as text; empty when there was none
/// @param ending null while it runs
/// @param charge null unless the vendor bills it
public record Entry(
        long seq,
        Arrival arrival,
        String body,
        Instant arrivedAt,
        @Nullable Closing ending,
        @Nullable Charge charge) {

    /// What is known when a request arrives.
    ///
    /// @param headers with credentials masked
    public record Arrival(String vendor, String method, String path, ObjectNode headers) {}

    /// How a request ended.
    ///
    /// @param outcome `finished`, `refused`, `failed` or `client_closed`
    /// @param fault the fault that was played; empty for none
    /// @param events content events sent
    public record Closing(String outcome, int status, String fault, int events, Instant endedAt) {}

    boolean contains(String text) {
        return body.contains(text);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("seq", seq)
                .put("vendor", arrival.vendor())
                .put("method", arrival.method())
                .put("path", arrival.path());
        JsonNode parsed = Json.parse(body).orElse(null);
        if (parsed != null) {
            json.put("model", parsed.path("model").asText(null))
                    .put("stream", parsed.path("stream").asBoolean());
        }
        json.set("headers", arrival.headers());
        if (parsed != null) {
            json.set("body", parsed);
        } else {
            json.put("body_text", body);
        }
        json.set("markers", Markers.of(parsed));
        json.put("arrived_at", arrivedAt.toString());
        close(json);
        return json;
    }

    private void close(ObjectNode json) {
        Closing closing = ending;
        if (closing == null) {
            json.put("outcome", "running");
            return;
        }
        json.put("outcome", closing.outcome())
                .put("status", closing.status())
                .put("fault", closing.fault().isEmpty() ? null : closing.fault())
                .put("content_events", closing.events())
                .put("ended_at", closing.endedAt().toString());
        Charge billed = charge;
        if (billed != null) {
            json.set("usage", billed.toJson());
        }
    }
}
