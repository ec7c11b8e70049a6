package dev.aibridge.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// A vendor's "no", as it stands on the wire: `{"error":{"message","type","param","code"}}`.
public record ApiError(
        int status, String message, String type, @Nullable String param, @Nullable String code) {

    private static final String INVALID_REQUEST = "invalid_request_error";

    public ApiError {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not an error status: " + status);
        }
    }

    /// A 400 of type `invalid_request_error`.
    public static ApiError invalid(String message, @Nullable String param, @Nullable String code) {
        return of(400, message, param, code);
    }

    /// An error of type `invalid_request_error` with a status of its own.
    public static ApiError of(
            int status, String message, @Nullable String param, @Nullable String code) {
        return new ApiError(status, message, INVALID_REQUEST, param, code);
    }

    /// The body.
    public ObjectNode toJson() {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return body;
    }
}
