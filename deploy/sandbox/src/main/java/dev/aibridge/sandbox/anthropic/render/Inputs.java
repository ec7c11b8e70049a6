package dev.aibridge.sandbox.anthropic.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;

/// The input of a tool as an object; what was cut off before it was one is empty.
final class Inputs {

    private Inputs() {}

    static JsonNode of(String json) {
        return Json.parse(json).filter(ObjectNode.class::isInstance).orElseGet(Json::object);
    }
}
