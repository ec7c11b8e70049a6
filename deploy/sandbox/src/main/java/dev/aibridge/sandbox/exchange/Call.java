package dev.aibridge.sandbox.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.answer.LastWords;
import dev.aibridge.sandbox.vendor.Vendor;
import dev.aibridge.sandbox.wire.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An HTTP request to a vendor, complete.
///
/// @param path under the vendor's base: `/v1/chat/completions`
/// @param query its parameters in order, each with all its values
/// @param headers by their names in lower case
/// @param json the body; nothing when it is not JSON
public record Call(
        Vendor vendor,
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        Buffer body,
        Optional<JsonNode> json) {

    private static final String BEARER = "bearer ";

    public Call {
        headers = Map.copyOf(headers);
    }

    /// A call with its body read as JSON, if it is.
    public static Call of(
            Vendor vendor,
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, String> headers,
            Buffer body) {
        return new Call(vendor, method, path, query, headers, body, Json.parse(body.getBytes()));
    }

    /// What the user said last, or what is to be embedded: where markers may stand.
    public String prompt() {
        return json.map(LastWords::of).orElse("");
    }

    /// Whether a marker for one request alone counts: the user spoke last.
    public boolean userSpokeLast() {
        return json.map(LastWords::areLast).orElse(true);
    }

    /// Whether it is a POST.
    public boolean isPost() {
        return method.equals("POST");
    }

    /// The first value of each parameter.
    public Map<String, String> parameters() {
        return query.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getFirst()));
    }

    /// A header; empty when there is none.
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /// The bearer token; null when there is none.
    public @Nullable String bearer() {
        String authorization = header("authorization");
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        String key = bearer ? authorization.substring(BEARER.length()).strip() : "";
        return key.isEmpty() ? null : key;
    }
}
