package dev.aibridge.sandbox.openai.render;

import dev.aibridge.sandbox.wire.ApiError;

/// What OpenAI says when it fails, by status.
final class OpenAiErrors {

    static final String FAILED =
            "The server had an error while processing your request. Sorry about that!";

    private OpenAiErrors() {}

    /// @param type in place of the usual one; empty for that
    /// @param code in place of the usual one; empty for that
    static ApiError usual(int status, String type, String code) {
        String usualCode = status == 429 ? "rate_limit_exceeded" : "";
        String said = code.isEmpty() ? usualCode : code;
        return new ApiError(
                status,
                message(status),
                type.isEmpty() ? type(status) : type,
                null,
                said.isEmpty() ? null : said);
    }

    private static String type(int status) {
        return switch (status) {
            case 429 -> "requests";
            case 503 -> "service_unavailable_error";
            default -> status >= 500 ? "server_error" : "invalid_request_error";
        };
    }

    private static String message(int status) {
        return switch (status) {
            case 429 -> "Rate limit reached for requests. Please try again in 1s.";
            case 503 ->
                    "The server is currently overloaded with other requests. Sorry about that! You"
                            + " can retry your request, or contact us through our help center at"
                            + " help.openai.com if the error persists.";
            default -> FAILED;
        };
    }
}
