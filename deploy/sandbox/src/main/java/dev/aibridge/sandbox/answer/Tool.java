package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;

/// A tool that the model may call.
///
/// @param namespace the group it stands in; empty for none
/// @param freeText whether it takes free text instead of JSON
/// @param schema of its JSON; a missing node when it has none
public record Tool(String namespace, String name, boolean freeText, JsonNode schema) {

    /// A tool that takes JSON.
    public static Tool function(String name, JsonNode schema) {
        return new Tool("", name, false, schema);
    }
}
