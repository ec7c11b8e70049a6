package dev.aibridge.sandbox.stripe.params;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import org.jspecify.annotations.Nullable;

/// A "no" in Stripe's words.
///
/// @param type `invalid_request_error`, `idempotency_error`, `api_error`, …
/// @param param the parameter that is wrong, in bracket notation
/// @param code one of Stripe's error codes
public record Refusal(
        int status, String type, String message, @Nullable String param, @Nullable String code) {

    private static final String INVALID_REQUEST = "invalid_request_error";

    /// A 400 of type `invalid_request_error`.
    public static Refusal invalid(String message, @Nullable String param, @Nullable String code) {
        return of(400, message, param, code);
    }

    /// An `invalid_request_error` with a status of its own.
    public static Refusal of(
            int status, String message, @Nullable String param, @Nullable String code) {
        return new Refusal(status, INVALID_REQUEST, message, param, code);
    }

    /// A 404 for an object that isn't there.
    public static Refusal missing(String object, String id, String param) {
        return of(404, "No such %s: '%s'".formatted(object, id), param, "resource_missing");
    }

    /// The same as a 400: what is missing was named by a parameter, not by the path.
    public Refusal inBody() {
        return new Refusal(400, type, message, param, code);
    }

    /// The error envelope; what has no value is left out, as Stripe does.
    public Answer answer() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        if (code != null) {
            error.put("code", code);
            error.put("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
        }
        error.put("message", message);
        if (param != null) {
            error.put("param", param);
        }
        error.put("type", type);
        return new Answer(status, body);
    }
}
