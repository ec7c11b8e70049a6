package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;

/// What form the text of an answer has.
public sealed interface Shape {

    /// Prose.
    record Free() implements Shape {}

    /// Any JSON object.
    record AnyJson() implements Shape {}

    /// JSON that fits a schema.
    record OfSchema(JsonNode schema) implements Shape {}
}
