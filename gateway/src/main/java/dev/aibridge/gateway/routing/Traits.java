package dev.aibridge.gateway.routing;

import io.vertx.core.json.JsonObject;

/// What sets a model apart from others of its type.
///
/// @param images whether it takes images
/// @param imageTokens the most input tokens that one image counts
/// @param toolsNeedResponses whether it takes tools on the Responses route alone
public record Traits(boolean images, int imageTokens, boolean toolsNeedResponses) {

    /// Refuses a model that takes images at no estimate: their hold would be nothing.
    public Traits {
        if (imageTokens < 0 || (images && imageTokens == 0)) {
            throw new IllegalArgumentException("images " + images + " of " + imageTokens);
        }
    }

    /// @throws ClassCastException when a trait has the wrong type
    static Traits of(JsonObject json) {
        return new Traits(
                json.getBoolean("images", false),
                json.getInteger("imageTokens", 0),
                json.getBoolean("toolsNeedResponses", false));
    }
}
