package dev.aibridge.sandbox.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.aibridge.sandbox.answer.LastWords;
import dev.aibridge.sandbox.answer.Marker;
import dev.aibridge.sandbox.wire.Json;
import org.jspecify.annotations.Nullable;

/// The markers of a prompt, as the request log lists them.
final class Markers {

    private Markers() {}

    static ArrayNode of(@Nullable JsonNode body) {
        ArrayNode names = Json.array();
        if (body != null) {
            Marker.allIn(LastWords.of(body)).forEach(m -> names.add(m.name()));
        }
        return names;
    }
}
