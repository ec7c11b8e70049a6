package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.vendor.ChatModel;
import dev.aibridge.sandbox.vendor.ChatModel.Thinking;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.List;

/// What depends on the model: OpenAI's reasoning models refuse what the others take.
final class ModelRules {

    private static final List<String> SAMPLERS =
            List.of("top_p", "presence_penalty", "frequency_penalty", "logprobs", "top_logprobs");

    private ModelRules() {}

    static void openai(Objections objections, JsonNode body, ChatModel model) {
        if (model.thinking() == Thinking.HIDDEN) {
            reasoning(objections, body, model);
        } else {
            objections.unless(
                    !body.hasNonNull("reasoning_effort"),
                    () ->
                            ApiError.invalid(
                                    "Unrecognized request argument supplied: reasoning_effort",
                                    null,
                                    null));
            objections.unless(
                    !body.hasNonNull("verbosity")
                            || "medium".equals(body.path("verbosity").asText()),
                    () ->
                            unsupportedValue(
                                    "verbosity", body.path("verbosity").asText(), "'medium'"));
        }
        limits(objections, body, model);
    }

    static void limits(Objections objections, JsonNode body, ChatModel model) {
        Fields fields = new Fields(objections, body, "");
        fields.integer("max_tokens", 1, Long.MAX_VALUE);
        fields.integer("max_completion_tokens", 1, Long.MAX_VALUE);
        objections.unless(
                !body.hasNonNull("max_tokens") || !body.hasNonNull("max_completion_tokens"),
                () ->
                        ApiError.invalid(
                                "Setting 'max_tokens' and 'max_completion_tokens' at the same time"
                                        + " is not supported.",
                                "max_tokens",
                                "invalid_parameter_combination"));
        for (String name : List.of("max_tokens", "max_completion_tokens")) {
            long asked = body.path(name).asLong();
            objections.unless(
                    asked <= model.maxOutputTokens(),
                    () ->
                            ApiError.invalid(
                                    ("%s is too large: %d. This model supports at most %d completion"
                                                    + " tokens, whereas you provided %d.")
                                            .formatted(name, asked, model.maxOutputTokens(), asked),
                                    name,
                                    "invalid_value"));
        }
    }

    private static void reasoning(Objections objections, JsonNode body, ChatModel model) {
        new Fields(objections, body, "")
                .oneOf("reasoning_effort", List.of("none", "low", "medium", "high", "xhigh"));
        objections.unless(
                !body.hasNonNull("max_tokens"),
                () ->
                        ApiError.invalid(
                                "Unsupported parameter: 'max_tokens' is not supported with this"
                                        + " model. Use 'max_completion_tokens' instead.",
                                "max_tokens",
                                "unsupported_parameter"));
        objections.unless(!body.hasNonNull("stop"), () -> Say.unsupportedParameter("stop"));
        if ("none".equals(body.path("reasoning_effort").asText())) {
            return;
        }
        objections.unless(
                body.path("temperature").asDouble(1) == 1,
                () ->
                        ApiError.invalid(
                                ("Unsupported value: 'temperature' does not support %s with this"
                                                + " model. Only the default (1) value is supported.")
                                        .formatted(body.path("temperature").asText()),
                                "temperature",
                                "unsupported_value"));
        for (String sampler : SAMPLERS) {
            objections.unless(!body.hasNonNull(sampler), () -> Say.unsupportedParameter(sampler));
        }
        objections.unless(
                body.path("tools").isEmpty(),
                () ->
                        ApiError.invalid(
                                ("Function tools with reasoning_effort are not supported for %s in"
                                                + " /v1/chat/completions. Please use /v1/responses"
                                                + " instead.")
                                        .formatted(model.id()),
                                "reasoning_effort",
                                null));
    }

    private static ApiError unsupportedValue(String param, String got, String supported) {
        return ApiError.invalid(
                ("Unsupported value: '%s' is not supported with the '%s' model parameter. Supported"
                                + " values are: %s.")
                        .formatted(got, param, supported),
                param,
                "unsupported_value");
    }
}
