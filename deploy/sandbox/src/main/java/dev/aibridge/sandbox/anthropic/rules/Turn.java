package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;

/// Consecutive messages of one role, which the API reads as one.
///
/// @param index of its first message
record Turn(String role, int index, List<Place> blocks) {

    /// A block and where it stands in the request.
    record Place(JsonNode block, String path) {

        boolean is(String type) {
            return block.path("type").asText().equals(type);
        }
    }

    /// All turns of a request, in order; a string is one block of text.
    static List<Turn> of(JsonNode messages) {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            String role = message.path("role").asText();
            if (turns.isEmpty() || !turns.getLast().role().equals(role)) {
                turns.add(new Turn(role, i, new ArrayList<>()));
            }
            turns.getLast().add(message.path("content"), "messages." + i + ".content");
        }
        return turns;
    }

    boolean isAssistant() {
        return role.equals("assistant");
    }

    /// The ids of its blocks of a type.
    List<String> ids(String type, String field) {
        return blocks.stream()
                .filter(place -> place.is(type))
                .map(place -> place.block().path(field).asText())
                .toList();
    }

    private void add(JsonNode content, String path) {
        if (content.isTextual()) {
            blocks.add(
                    new Place(
                            Json.object().put("type", "text").put("text", content.asText()), path));
        }
        for (int i = 0; i < content.size(); i++) {
            blocks.add(new Place(content.get(i), path + "." + i));
        }
    }
}
