package dev.aibridge.sandbox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.answer.ChatRequest;
import dev.aibridge.sandbox.vendor.Vendor;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An HTTP request to a vendor, complete.
///
/// @param path under the vendor's base: `/v1/chat/completions`
/// @param query its parameters in order, each with all its values
/// @param key the bearer token; null when there is none
/// @param contentType empty when there is none
/// @param json the body; nothing when it is not JSON
record Call(
        Vendor vendor,
        String method,
        String path,
        Map<String, List<String>> query,
        @Nullable String key,
        String contentType,
        String text,
        Optional<JsonNode> json) {

    private static final String BEARER = "bearer ";

    static Call of(
            Vendor vendor,
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, String> headers,
            byte[] body) {
        return new Call(
                vendor,
                method,
                path,
                query,
                bearer(headers.getOrDefault("authorization", "")),
                headers.getOrDefault("content-type", ""),
                new String(body, StandardCharsets.UTF_8),
                Json.parse(body));
    }

    /// What the user said last, or what is to be embedded: where markers may stand.
    String prompt() {
        JsonNode body = json.orElse(Json.object());
        return body.has("messages")
                ? ChatRequest.lastUserText(body)
                : body.path("input").toString();
    }

    /// Whether a marker for one request alone counts: the user spoke last.
    boolean userSpokeLast() {
        JsonNode messages = json.orElse(Json.object()).path("messages");
        return messages.isEmpty()
                || messages.path(messages.size() - 1).path("role").asText().equals("user");
    }

    boolean isPost() {
        return method.equals("POST");
    }

    private static @Nullable String bearer(String authorization) {
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        String key = bearer ? authorization.substring(BEARER.length()).strip() : "";
        return key.isEmpty() ? null : key;
    }
}
