package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What can be told of a request with a body by its headers alone.
final class Head {

    private Head() {}

    /// Why it is refused; `null` when it may go on.
    static @Nullable Refusal check(HttpServerRequest request, RelayConfig config) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Refusals.unsupportedMediaType("Compressed request bodies are not accepted.");
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !isJson(type.toLowerCase(Locale.ROOT))) {
            return Refusals.unsupportedMediaType("The body must be 'application/json'.");
        }
        long max = config.maxBody().asLongValue();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && isMore(length, max) ? Refusals.requestTooLarge(max) : null;
    }

    private static boolean isJson(String type) {
        return type.startsWith("application/json")
                && (type.length() == 16 || type.charAt(16) == ';' || type.charAt(16) == ' ');
    }

    /// Netty has checked that it is a number, but not how long.
    private static boolean isMore(String length, long max) {
        return length.length() > 18 || Long.parseLong(length.strip()) > max;
    }
}
