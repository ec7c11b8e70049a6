package dev.aibridge.sandbox.anthropic.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;

/// Anthropic's "no": `{"type":"error","error":{"type","message"},"request_id"}`.
public record Problem(int status, String type, String message) {

    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not an error status: " + status);
        }
    }

    /// A request that the API does not take.
    public static Problem invalid(String message) {
        return new Problem(400, "invalid_request_error", message);
    }

    /// A route or a model that is not there.
    public static Problem notFound(String message) {
        return new Problem(404, "not_found_error", message);
    }

    /// A key that is not one of the vendor's.
    public static Problem unauthenticated(String message) {
        return new Problem(401, "authentication_error", message);
    }

    /// What the API says of a status when nothing more is known.
    ///
    /// @param type in place of the usual one; empty for that
    static Problem usual(int status, String type) {
        Problem usual =
                switch (status) {
                    case 401 -> unauthenticated("invalid x-api-key");
                    case 402 ->
                            new Problem(
                                    402,
                                    "billing_error",
                                    "Your credit balance is too low to access the Anthropic API.");
                    case 403 ->
                            new Problem(
                                    403,
                                    "permission_error",
                                    "Your API key does not have permission to use the specified"
                                            + " resource.");
                    case 404 -> notFound("Not Found");
                    case 413 ->
                            new Problem(
                                    413, "request_too_large", "Request exceeds the maximum size");
                    case 429 ->
                            new Problem(
                                    429,
                                    "rate_limit_error",
                                    "This request would exceed your organization's rate limit of"
                                            + " 4,000 requests per minute.");
                    case 504 -> new Problem(504, "timeout_error", "Request timed out");
                    case 529 -> new Problem(529, "overloaded_error", "Overloaded");
                    default ->
                            status >= 500
                                    ? new Problem(status, "api_error", "Internal server error")
                                    : new Problem(status, "invalid_request_error", "Error");
                };
        return type.isEmpty() ? usual : new Problem(status, type, usual.message());
    }

    /// The body.
    public ObjectNode toJson(String requestId) {
        ObjectNode body = Json.object().put("type", "error");
        body.putObject("error").put("type", type).put("message", message);
        return body.put("request_id", requestId);
    }
}
