package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import java.util.List;

/// The verdicts of a moderation: harmful is what the user marks with `[[refuse]]`.
public final class Moderation {

    private static final List<String> CATEGORIES =
            List.of(
                    "harassment",
                    "harassment/threatening",
                    "hate",
                    "hate/threatening",
                    "illicit",
                    "illicit/violent",
                    "self-harm",
                    "self-harm/instructions",
                    "self-harm/intent",
                    "sexual",
                    "sexual/minors",
                    "violence",
                    "violence/graphic");

    private Moderation() {}

    /// One verdict for each input; parts of one message are judged together.
    public static ObjectNode of(String id, String model, JsonNode input) {
        ObjectNode json = Json.object().put("id", id).put("model", model);
        ArrayNode results = json.putArray("results");
        if (input.isArray() && input.path(0).isTextual()) {
            input.forEach(one -> results.add(verdict(one.asText())));
        } else {
            results.add(verdict(input.isTextual() ? input.asText() : input.toString()));
        }
        return json;
    }

    private static ObjectNode verdict(String text) {
        boolean harmful = text.contains("[[refuse]]");
        ObjectNode json = Json.object().put("flagged", harmful);
        ObjectNode categories = json.putObject("categories");
        ObjectNode scores = json.putObject("category_scores");
        ObjectNode applied = json.putObject("category_applied_input_types");
        for (String category : CATEGORIES) {
            boolean hit = harmful && category.equals("violence");
            categories.put(category, hit);
            scores.put(category, hit ? 0.9 : 0.0001);
            applied.putArray(category).add("text");
        }
        return json;
    }
}
