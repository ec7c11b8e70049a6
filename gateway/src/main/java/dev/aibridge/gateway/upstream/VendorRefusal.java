package dev.aibridge.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a vendor's refusal means for the client, by status, code and reason.
///
/// A fault of the request reaches the client in the vendor's words; a fault of our account, or of
/// the vendor, is a 502 that says nothing of it.
public final class VendorRefusal {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_MESSAGE_CHARS = 2_000;

    /// Our keys, account ids and hosts, which a vendor's text may repeat.
    private static final Pattern OURS =
            Pattern.compile(
                    "\\b(?:sk|org|proj|user|req|key)[-_][A-Za-z0-9_*\\-]{4,}|https?://\\S+|\\b(?:\\d{1,3}\\.){3}\\d{1,3}(?::\\d+)?");

    private VendorRefusal() {}

    /// Reads a vendor's answer that is not a success.
    public static Refusal of(int status, byte[] body) {
        return switch (status) {
            case 400, 413, 422 -> ofRequest(status, body);
            default -> Refusals.upstreamError();
        };
    }

    /// The vendor's own words, for the operator: those of a refusal that a client does not see too.
    /// Empty when there are none.
    public static String words(byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException notJson) {
            return "";
        }
        JsonNode error = root.path("error");
        return Stream.of(error.path("message"), error, root.path("message"))
                .filter(JsonNode::isTextual)
                .map(node -> clean(node.asText()))
                .findFirst()
                .orElse("");
    }

    private static Refusal ofRequest(int status, byte[] body) {
        JsonNode error = error(body);
        if (error == null || !error.isObject()) {
            return Refusals.upstreamError();
        }
        String type = text(error, "type", "invalid_request_error");
        String code = text(error, "code", "invalid_value");
        String message = text(error, "message", "The model's provider refused the request.");
        String param = error.path("param").isTextual() ? clean(error.path("param").asText()) : null;
        return Refusals.byVendor(status, type, code, message, param);
    }

    private static @Nullable JsonNode error(byte[] body) {
        try {
            return JSON.readTree(body).path("error");
        } catch (IOException notJson) {
            return null;
        }
    }

    private static String text(JsonNode error, String name, String absent) {
        JsonNode value = error.path(name);
        return value.isTextual() && !value.asText().isBlank() ? clean(value.asText()) : absent;
    }

    private static String clean(String text) {
        String bounded = text.substring(0, Math.min(text.length(), MAX_MESSAGE_CHARS));
        return OURS.matcher(bounded).replaceAll("[removed]");
    }
}
