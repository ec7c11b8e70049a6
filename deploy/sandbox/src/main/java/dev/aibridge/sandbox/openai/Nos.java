package dev.aibridge.sandbox.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.exchange.Call;
import dev.aibridge.sandbox.wire.ApiError;
import org.jspecify.annotations.Nullable;

/// Refusals that do not depend on the endpoint.
final class Nos {

    private Nos() {}

    static ApiError route(Call call) {
        return ApiError.of(
                404, "Invalid URL (%s %s)".formatted(call.method(), call.path()), null, null);
    }

    static ApiError method(Call call) {
        return ApiError.of(
                405,
                "Not allowed to %s on %s. (HINT: Perhaps you meant to use a different HTTP method?)"
                        .formatted(call.method(), call.path()),
                null,
                "method_not_supported");
    }

    static ApiError scope(int status, String missing) {
        return ApiError.of(
                status,
                ("You have insufficient permissions for this operation. Missing scopes: %s. Check"
                                + " that you have the correct role in your organization (Reader, Writer,"
                                + " Owner) and project (Member, Owner), and if you're using a restricted"
                                + " API key, that it has the necessary scopes.")
                        .formatted(missing),
                null,
                null);
    }

    static ApiError contentType(Call call) {
        return ApiError.of(
                415,
                ("Unsupported content type: '%s'. This API method only accepts 'application/json'"
                                + " requests, but you specified the header 'Content-Type: %s'."
                                + " Please try again with a supported content type.")
                        .formatted(call.header("content-type"), call.header("content-type")),
                null,
                "unsupported_content_type");
    }

    static ApiError notAForm(Call call) {
        String given = call.header("content-type");
        return ApiError.of(
                415,
                ("Unsupported content type: '%s'. This API method only accepts"
                                + " 'multipart/form-data' requests, but you specified the header"
                                + " 'Content-Type: %s'. Please try again with a supported content"
                                + " type.")
                        .formatted(given, given),
                null,
                "unsupported_content_type");
    }

    static ApiError tooLarge(int limitBytes) {
        return ApiError.of(
                413,
                "Maximum content size limit (%d) exceeded. Please reduce the size of your request."
                        .formatted(limitBytes),
                null,
                null);
    }

    static ApiError json() {
        return ApiError.invalid(
                "We could not parse the JSON body of your request. (HINT: This likely means you"
                        + " aren't using your HTTP library correctly. The OpenAI API expects a JSON"
                        + " payload, but what was sent was not valid JSON. If you have trouble figuring"
                        + " out how to fix this, please contact us through our help center at"
                        + " help.openai.com.)",
                null,
                null);
    }

    static ApiError noModel(JsonNode given) {
        @Nullable String code = given.isMissingNode() ? null : "invalid_type";
        return ApiError.invalid("you must provide a model parameter", null, code);
    }
}
