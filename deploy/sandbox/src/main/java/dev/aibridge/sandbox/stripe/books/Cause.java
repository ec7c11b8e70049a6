package dev.aibridge.sandbox.stripe.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import org.jspecify.annotations.Nullable;

/// The API request that made something happen.
///
/// @param request null when it was the page or time
/// @param idempotencyKey null when it had none
public record Cause(@Nullable String request, @Nullable String idempotencyKey) {

    /// Not an API request.
    public static final Cause NONE = new Cause(null, null);

    ObjectNode toJson() {
        return Json.object().put("id", request).put("idempotency_key", idempotencyKey);
    }
}
