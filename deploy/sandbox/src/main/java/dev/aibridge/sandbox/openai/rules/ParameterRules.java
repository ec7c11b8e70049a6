package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which top-level parameters a chat request may have, with which values.
final class ParameterRules {

    private static final Set<String> KNOWN =
            Set.of(
                    "model",
                    "messages",
                    "stream",
                    "stream_options",
                    "temperature",
                    "top_p",
                    "n",
                    "stop",
                    "max_tokens",
                    "max_completion_tokens",
                    "presence_penalty",
                    "frequency_penalty",
                    "logit_bias",
                    "logprobs",
                    "top_logprobs",
                    "seed",
                    "user",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "functions",
                    "function_call",
                    "response_format",
                    "store",
                    "metadata",
                    "service_tier",
                    "safety_identifier",
                    "prompt_cache_key",
                    "prompt_cache_retention",
                    "prediction",
                    "reasoning_effort",
                    "verbosity",
                    "modalities",
                    "audio",
                    "web_search_options");

    private static final int MAX_CHOICES = 128;
    private static final int MAX_METADATA = 16;

    private ParameterRules() {}

    static void unknown(Objections objections, JsonNode body) {
        Set<String> strangers = new TreeSet<>();
        body.fieldNames().forEachRemaining(strangers::add);
        strangers.removeAll(KNOWN);
        objections.unless(
                strangers.isEmpty(),
                () ->
                        ApiError.invalid(
                                "Unrecognized request argument%s supplied: %s"
                                        .formatted(
                                                strangers.size() > 1 ? "s" : "",
                                                String.join(", ", strangers)),
                                null,
                                null));
    }

    static void sampling(Objections objections, JsonNode body, double maxTemperature) {
        Fields fields = new Fields(objections, body, "");
        fields.decimal("temperature", 0, maxTemperature);
        fields.decimal("top_p", 0, 1);
        fields.decimal("presence_penalty", -2, 2);
        fields.decimal("frequency_penalty", -2, 2);
        fields.integer("n", 1, MAX_CHOICES);
        fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        fields.bool("logprobs");
        fields.integer("top_logprobs", 0, 20);
        objections.unless(
                !body.hasNonNull("top_logprobs") || body.path("logprobs").asBoolean(),
                () -> Say.onlyWith("top_logprobs", "'logprobs' is enabled"));
        stop(objections, body.path("stop"));
        logitBias(objections, body.path("logit_bias"));
    }

    static void delivery(Objections objections, JsonNode body) {
        Fields fields = new Fields(objections, body, "");
        fields.bool("stream");
        fields.object("stream_options");
        JsonNode options = body.path("stream_options");
        objections.unless(
                !options.isObject() || body.path("stream").asBoolean(),
                () ->
                        ApiError.invalid(
                                "The 'stream_options' parameter is only allowed when 'stream' is"
                                        + " enabled.",
                                "stream_options",
                                null));
        if (options.isObject()) {
            Fields inside = new Fields(objections, options, "stream_options");
            inside.bool("include_usage");
            inside.bool("include_obfuscation");
        }
        fields.oneOf("service_tier", List.of("auto", "default", "flex", "scale", "priority"));
        fields.bool("store");
        fields.string("user", 512);
        fields.string("safety_identifier", 64);
        fields.string("prompt_cache_key", 1_024);
        fields.oneOf("prompt_cache_retention", List.of("in-memory", "in_memory", "24h"));
        metadata(objections, body);
    }

    static void style(Objections objections, JsonNode body) {
        Fields fields = new Fields(objections, body, "");
        fields.oneOf("verbosity", List.of("low", "medium", "high"));
        fields.array("modalities", "an array of strings");
        for (JsonNode modality : body.path("modalities")) {
            objections.unless(
                    modality.asText().equals("text"),
                    () ->
                            ApiError.invalid(
                                    "Unsupported value: 'modalities' does not support '"
                                            + modality.asText()
                                            + "' with this model.",
                                    "modalities",
                                    "unsupported_value"));
        }
        objections.unless(!body.hasNonNull("audio"), () -> Say.unsupportedParameter("audio"));
        objections.unless(
                !body.hasNonNull("web_search_options"),
                () -> Say.unsupportedParameter("web_search_options"));
        fields.object("prediction");
        if (body.path("prediction").isObject()) {
            Fields inside = new Fields(objections, body.path("prediction"), "prediction");
            inside.required("type");
            inside.oneOf("type", List.of("content"));
            inside.required("content");
        }
    }

    private static void stop(Objections objections, JsonNode stop) {
        boolean texts = stop.isTextual() || stop.isArray();
        objections.unless(
                texts || stop.isMissingNode() || stop.isNull(),
                () -> Say.wrongType("stop", "a string or an array of strings", stop));
        objections.unless(stop.size() <= 4, () -> Say.arrayTooLong("stop", 4, stop.size()));
        for (int i = 0; i < stop.size(); i++) {
            String param = "stop[" + i + "]";
            JsonNode one = stop.get(i);
            objections.unless(one.isTextual(), () -> Say.wrongType(param, "a string", one));
            objections.unless(!one.asText().isEmpty(), () -> Say.emptyString(param));
        }
    }

    private static void logitBias(Objections objections, JsonNode bias) {
        objections.unless(
                bias.isObject() || bias.isMissingNode() || bias.isNull(),
                () -> Say.wrongType("logit_bias", "a map of integers to decimals", bias));
        bias.properties()
                .forEach(
                        entry -> {
                            String key = entry.getKey();
                            objections.unless(
                                    key.matches("[0-9]{1,9}"),
                                    () ->
                                            ApiError.invalid(
                                                    "Invalid key in 'logit_bias': "
                                                            + key
                                                            + ". You should only be submitting"
                                                            + " non-negative integers.",
                                                    "logit_bias",
                                                    null));
                            new Fields(objections, bias, "logit_bias").decimal(key, -100, 100);
                        });
    }

    private static void metadata(Objections objections, JsonNode body) {
        JsonNode metadata = body.path("metadata");
        new Fields(objections, body, "").object("metadata");
        objections.unless(
                metadata.isEmpty() || body.path("store").asBoolean(),
                () ->
                        ApiError.invalid(
                                "The 'metadata' parameter is only allowed when 'store' is enabled.",
                                "metadata",
                                null));
        objections.unless(
                metadata.size() <= MAX_METADATA,
                () ->
                        ApiError.invalid(
                                ("Invalid 'metadata': too many properties. Expected an object with"
                                                + " at most %d properties, but got an object with %d"
                                                + " properties instead.")
                                        .formatted(MAX_METADATA, metadata.size()),
                                "metadata",
                                "object_above_max_properties"));
        metadata.fieldNames()
                .forEachRemaining(
                        key -> new Fields(objections, metadata, "metadata").string(key, 512));
    }
}
