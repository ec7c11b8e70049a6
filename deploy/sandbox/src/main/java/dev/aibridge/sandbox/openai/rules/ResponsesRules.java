package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.vendor.ChatModel;
import dev.aibridge.sandbox.vendor.ChatModel.Thinking;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether OpenAI takes a request for a response, a compaction or a count, before anything is
/// counted.
public final class ResponsesRules {

    private static final int LEAST_OUTPUT = 16;
    private static final List<String> SAMPLERS = List.of("temperature", "top_p", "top_logprobs");
    private static final List<String> INCLUDABLE =
            List.of(
                    "code_interpreter_call.outputs",
                    "computer_call_output.output.image_url",
                    "file_search_call.results",
                    "message.input_image.image_url",
                    "message.output_text.logprobs",
                    "reasoning.encrypted_content",
                    "web_search_call.action.sources",
                    "web_search_call.results");
    private static final Set<String> CREATE =
            Set.of(
                    "model",
                    "input",
                    "instructions",
                    "stream",
                    "stream_options",
                    "store",
                    "include",
                    "max_output_tokens",
                    "max_tool_calls",
                    "metadata",
                    "parallel_tool_calls",
                    "previous_response_id",
                    "conversation",
                    "background",
                    "prompt",
                    "prompt_cache_key",
                    "prompt_cache_retention",
                    "reasoning",
                    "safety_identifier",
                    "service_tier",
                    "temperature",
                    "text",
                    "tool_choice",
                    "tools",
                    "top_logprobs",
                    "top_p",
                    "truncation",
                    "context_management",
                    "client_metadata",
                    "user");
    private static final Set<String> COMPACT =
            Set.of(
                    "model",
                    "input",
                    "instructions",
                    "previous_response_id",
                    "prompt_cache_key",
                    "prompt_cache_retention",
                    "service_tier",
                    "tools",
                    "parallel_tool_calls",
                    "reasoning",
                    "text");
    private static final Set<String> COUNT =
            Set.of(
                    "model",
                    "input",
                    "instructions",
                    "previous_response_id",
                    "conversation",
                    "parallel_tool_calls",
                    "reasoning",
                    "text",
                    "tool_choice",
                    "tools",
                    "truncation");

    private final Objections objections = new Objections();
    private final JsonNode body;
    private final ChatModel model;

    private ResponsesRules(ResponsesRequest request) {
        this.body = request.body();
        this.model = request.model();
    }

    /// The refusal of a request for a response; nothing when it is fine.
    public static Optional<ApiError> forAnswer(ResponsesRequest request) {
        return new ResponsesRules(request).check(request, CREATE);
    }

    /// The refusal of a request for a compaction.
    public static Optional<ApiError> forCompaction(ResponsesRequest request) {
        return new ResponsesRules(request).check(request, COMPACT);
    }

    /// The refusal of a request for a count.
    public static Optional<ApiError> forCount(ResponsesRequest request) {
        return new ResponsesRules(request).check(request, COUNT);
    }

    private Optional<ApiError> check(ResponsesRequest request, Set<String> known) {
        Fields fields = new Fields(objections, body, "");
        fields.only(known);
        stateless(fields);
        new ItemRules(objections, request.seals(), model.images() != null).check(body);
        fields.string("instructions", Integer.MAX_VALUE);
        fields.bool("stream");
        fields.bool("store");
        fields.bool("parallel_tool_calls");
        fields.integer("max_output_tokens", LEAST_OUTPUT, model.maxOutputTokens());
        fields.integer("max_tool_calls", 1, Long.MAX_VALUE);
        fields.decimal("temperature", 0, 2);
        fields.decimal("top_p", 0, 1);
        fields.integer("top_logprobs", 0, 20);
        fields.oneOf("truncation", List.of("auto", "disabled"));
        fields.oneOf("service_tier", List.of("auto", "default", "flex", "priority", "scale"));
        fields.oneOf("prompt_cache_retention", List.of("in_memory", "24h", "in-memory"));
        fields.string("prompt_cache_key", 1_024);
        fields.string("safety_identifier", 64);
        fields.string("user", 512);
        fields.object("metadata");
        include(fields);
        reasoning(fields);
        new ResponsesToolRules(objections).check(body);
        format(fields);
        return objections.first();
    }

    /// Nothing is stored, so nothing of before is found.
    private void stateless(Fields fields) {
        fields.string("previous_response_id", 1_024);
        objections.unless(
                !body.hasNonNull("previous_response_id"),
                () ->
                        ApiError.invalid(
                                "Previous response with id '%s' not found."
                                        .formatted(body.path("previous_response_id").asText()),
                                "previous_response_id",
                                "previous_response_not_found"));
        for (String name : List.of("conversation", "prompt", "context_management")) {
            objections.unless(
                    !body.hasNonNull(name),
                    () ->
                            ApiError.invalid(
                                    "The sandbox does not simulate '" + name + "'.", name, null));
        }
        objections.unless(
                !body.path("background").asBoolean(),
                () ->
                        ApiError.invalid(
                                "The sandbox does not simulate 'background'.", "background", null));
    }

    private void include(Fields fields) {
        fields.array("include", "an array of strings");
        JsonNode include = body.path("include");
        for (int i = 0; i < include.size(); i++) {
            JsonNode one = include.get(i);
            String path = "include[" + i + "]";
            objections.unless(
                    INCLUDABLE.contains(one.asText()),
                    () ->
                            Say.notOneOf(
                                    path,
                                    one.asText(),
                                    "'" + String.join("', '", INCLUDABLE) + "'"));
            objections.unless(
                    !one.asText().equals("reasoning.encrypted_content")
                            || model.thinking() == Thinking.HIDDEN,
                    () ->
                            ApiError.invalid(
                                    "Encrypted content is not supported with this model.",
                                    "include",
                                    null));
        }
    }

    private void reasoning(Fields top) {
        top.object("reasoning");
        JsonNode reasoning = body.path("reasoning");
        Fields fields = new Fields(objections, reasoning, "reasoning");
        fields.only(Set.of("effort", "summary", "generate_summary", "context"));
        fields.oneOf("effort", List.of("none", "minimal", "low", "medium", "high", "xhigh"));
        fields.oneOf("summary", List.of("auto", "concise", "detailed", "none"));
        boolean thinks = model.thinking() == Thinking.HIDDEN;
        objections.unless(
                thinks || !reasoning.hasNonNull("effort"),
                () -> Say.unsupportedParameter("reasoning.effort"));
        objections.unless(
                thinks || !reasoning.hasNonNull("summary"),
                () -> Say.unsupportedParameter("reasoning.summary"));
        if (thinks && !reasoning.path("effort").asText().equals("none")) {
            for (String sampler : SAMPLERS) {
                objections.unless(
                        !body.hasNonNull(sampler)
                                || body.path(sampler).asDouble() == usual(sampler),
                        () -> Say.unsupportedParameter(sampler));
            }
        }
    }

    private static double usual(String sampler) {
        return sampler.equals("top_logprobs") ? 0 : 1;
    }

    private void format(Fields top) {
        top.object("text");
        JsonNode text = body.path("text");
        Fields fields = new Fields(objections, text, "text");
        fields.only(Set.of("format", "verbosity"));
        fields.oneOf("verbosity", List.of("low", "medium", "high"));
        fields.object("format");
        JsonNode format = text.path("format");
        Fields inner = new Fields(objections, format, "text.format");
        if (!format.isObject()) {
            return;
        }
        inner.required("type");
        inner.oneOf("type", List.of("text", "json_object", "json_schema"));
        if (format.path("type").asText().equals("json_schema")) {
            inner.only(Set.of("type", "name", "schema", "strict", "description"));
            inner.requiredString("name");
            inner.required("schema");
            inner.object("schema");
            inner.bool("strict");
            String where = "response_format '" + format.path("name").asText() + "'";
            new SchemaRules(objections, where, "text.format.schema", "invalid_json_schema")
                    .check(format.path("schema"), format.path("strict").asBoolean());
        }
    }
}
