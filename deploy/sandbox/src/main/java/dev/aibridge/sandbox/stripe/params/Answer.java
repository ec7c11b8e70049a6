package dev.aibridge.sandbox.stripe.params;

import com.fasterxml.jackson.databind.JsonNode;

/// What the API says: a status and one JSON object.
public record Answer(int status, JsonNode body) {

    /// A 200 with an object.
    public static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }
}
