package dev.aibridge.gateway.routing;

import io.vertx.core.json.JsonObject;

/// How a vendor's wire format differs from OpenAI's.
///
/// @param maxTokensField what it calls the limit of the answer
/// @param store whether it knows `store`
/// @param serviceTier whether it knows `service_tier`
/// @param endUser whether it knows `user`, `safety_identifier` and `prompt_cache_key`
public record Quirks(String maxTokensField, boolean store, boolean serviceTier, boolean endUser) {

    /// Refuses a channel whose answers could not be limited.
    public Quirks {
        if (!maxTokensField.matches("[a-z_]{1,64}")) {
            throw new IllegalArgumentException("maxTokensField " + maxTokensField);
        }
    }

    /// @throws ClassCastException when a quirk has the wrong type
    static Quirks of(JsonObject json) {
        return new Quirks(
                json.getString("maxTokensField", "max_tokens"),
                json.getBoolean("store", false),
                json.getBoolean("serviceTier", false),
                json.getBoolean("endUser", false));
    }
}
