package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.vendor.EmbeddingModel;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a vendor takes an embeddings request, before anything is counted.
public final class EmbeddingRules {

    private static final int MAX_INPUTS = 2_048;

    private EmbeddingRules() {}

    /// The vendor's refusal, in OpenAI's words; nothing when the request is fine.
    public static Optional<ApiError> check(EmbeddingModel model, JsonNode body) {
        Objections objections = new Objections();
        Fields fields = new Fields(objections, body, "");
        fields.only(Set.of("model", "input", "encoding_format", "dimensions", "user"));
        input(objections, body);
        fields.oneOf("encoding_format", List.of("float", "base64"));
        fields.integer("dimensions", 1, model.dimensions());
        fields.string("user", 512);
        return objections.first();
    }

    private static void input(Objections objections, JsonNode body) {
        objections.unless(body.has("input"), () -> Say.missing("input"));
        JsonNode input = body.path("input");
        if (input.isTextual()) {
            objections.unless(!input.asText().isEmpty(), EmbeddingRules::invalidInput);
            return;
        }
        objections.unless(input.isArray() && !input.isEmpty(), EmbeddingRules::invalidInput);
        boolean tokens = input.path(0).isNumber();
        objections.unless(
                tokens || input.size() <= MAX_INPUTS,
                () -> Say.arrayTooLong("input", MAX_INPUTS, input.size()));
        JsonNode first = input.path(0);
        for (JsonNode item : input) {
            objections.unless(
                    item.getNodeType() == first.getNodeType() && fine(item),
                    EmbeddingRules::invalidInput);
        }
    }

    private static boolean fine(JsonNode item) {
        return switch (item.getNodeType()) {
            case STRING -> !item.asText().isEmpty();
            case NUMBER -> isToken(item);
            case ARRAY -> !item.isEmpty() && item.valueStream().allMatch(EmbeddingRules::isToken);
            case BINARY, BOOLEAN, MISSING, NULL, OBJECT, POJO -> false;
        };
    }

    private static boolean isToken(JsonNode item) {
        return item.isInt() && item.asInt() >= 0;
    }

    private static ApiError invalidInput() {
        return ApiError.invalid(
                "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.",
                null,
                null);
    }
}
