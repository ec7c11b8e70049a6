package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.params.Form;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// One request to the API.
///
/// @param key the secret key it came with; empty for none
/// @param version of the API it asked for; empty for the account's own
/// @param idempotencyKey empty for none
/// @param params nothing when they can't be read
record ApiCall(
        String method,
        String path,
        String key,
        String version,
        String idempotencyKey,
        Optional<ObjectNode> params) {

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";
    private static final String FORM = "application/x-www-form-urlencoded";

    static ApiCall of(HttpServerRequest request, Buffer body) {
        return new ApiCall(
                request.method().name(),
                Optional.ofNullable(request.path()).orElse("/"),
                key(header(request, "authorization")),
                header(request, "stripe-version"),
                header(request, "idempotency-key"),
                params(request, body));
    }

    boolean isPost() {
        return method.equals("POST");
    }

    private static Optional<ObjectNode> params(HttpServerRequest request, Buffer body) {
        String query = Optional.ofNullable(request.query()).orElse("");
        if (body.length() == 0) {
            return Form.parse(query);
        }
        return header(request, "content-type").toLowerCase(Locale.ROOT).startsWith(FORM)
                ? Form.parse(body.toString(StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static String key(String authorization) {
        String lower = authorization.toLowerCase(Locale.ROOT);
        if (lower.startsWith(BEARER)) {
            return authorization.substring(BEARER.length()).strip();
        }
        return lower.startsWith(BASIC) ? user(authorization.substring(BASIC.length())) : "";
    }

    private static String user(String credentials) {
        try {
            String pair =
                    new String(
                            Base64.getDecoder().decode(credentials.strip()),
                            StandardCharsets.UTF_8);
            return pair.split(":", 2)[0];
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static String header(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).orElse("");
    }
}
