package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.wire.ApiError;

/// The sentences of OpenAI's request validation.
final class Say {

    private Say() {}

    static ApiError missing(String param) {
        return ApiError.invalid(
                "Missing required parameter: '" + param + "'.",
                param,
                "missing_required_parameter");
    }

    static ApiError unknown(String param) {
        return ApiError.invalid("Unknown parameter: '" + param + "'.", param, "unknown_parameter");
    }

    static ApiError wrongType(String param, String expected, JsonNode got) {
        return ApiError.invalid(
                "Invalid type for '%s': expected %s, but got %s instead."
                        .formatted(param, expected, typeOf(got)),
                param,
                "invalid_type");
    }

    static ApiError tooLow(String param, String number, Object min, JsonNode got) {
        return ApiError.invalid(
                "Invalid '%s': %s below minimum value. Expected a value >= %s, but got %s instead."
                        .formatted(param, number, min, got.asText()),
                param,
                number + "_below_min_value");
    }

    static ApiError tooHigh(String param, String number, Object max, JsonNode got) {
        return ApiError.invalid(
                "Invalid '%s': %s above maximum value. Expected a value <= %s, but got %s instead."
                        .formatted(param, number, max, got.asText()),
                param,
                number + "_above_max_value");
    }

    static ApiError notOneOf(String param, String got, String supported) {
        return ApiError.invalid(
                "Invalid value: '%s'. Supported values are: %s.".formatted(got, supported),
                param,
                "invalid_value");
    }

    static ApiError emptyArray(String param) {
        return ApiError.invalid(
                ("Invalid '%s': empty array. Expected an array with minimum length 1, but got an"
                                + " empty array instead.")
                        .formatted(param),
                param,
                "empty_array");
    }

    static ApiError arrayTooLong(String param, int max, int got) {
        return ApiError.invalid(
                ("Invalid '%s': array too long. Expected an array with maximum length %d, but got"
                                + " an array with length %d instead.")
                        .formatted(param, max, got),
                param,
                "array_above_max_length");
    }

    static ApiError stringTooLong(String param, int max, int got) {
        return ApiError.invalid(
                ("Invalid '%s': string too long. Expected a string with maximum length %d, but got"
                                + " a string with length %d instead.")
                        .formatted(param, max, got),
                param,
                "string_above_max_length");
    }

    static ApiError emptyString(String param) {
        return ApiError.invalid(
                ("Invalid '%s': empty string. Expected a string with minimum length 1, but got an"
                                + " empty string instead.")
                        .formatted(param),
                param,
                "empty_string");
    }

    static ApiError badPattern(String param, String pattern) {
        return ApiError.invalid(
                ("Invalid '%s': string does not match pattern. Expected a string that matches the"
                                + " pattern '%s'.")
                        .formatted(param, pattern),
                param,
                "invalid_value");
    }

    /// A parameter that makes sense only beside another one.
    static ApiError onlyWith(String param, String condition) {
        return ApiError.invalid(
                "Invalid value for '%s': '%s' is only allowed when %s."
                        .formatted(param, param, condition),
                param,
                null);
    }

    /// A parameter that this model never takes.
    static ApiError unsupportedParameter(String param) {
        return ApiError.invalid(
                "Unsupported parameter: '%s' is not supported with this model.".formatted(param),
                param,
                "unsupported_parameter");
    }

    private static String typeOf(JsonNode got) {
        return switch (got.getNodeType()) {
            case STRING -> "a string";
            case BOOLEAN -> "a boolean";
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case NUMBER -> got.isIntegralNumber() ? "an integer" : "a decimal";
            case NULL, MISSING, BINARY, POJO -> "null";
        };
    }
}
