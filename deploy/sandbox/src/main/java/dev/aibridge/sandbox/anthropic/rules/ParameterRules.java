package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.vendor.ClaudeModel;
import dev.aibridge.sandbox.vendor.ClaudeModel.Trait;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which top-level parameters a request may have, with which values.
final class ParameterRules {

    private static final Set<String> BOTH =
            Set.of(
                    "system",
                    "tools",
                    "tool_choice",
                    "thinking",
                    "cache_control",
                    "output_config",
                    "speed");
    private static final Set<String> MESSAGES_ONLY =
            Set.of(
                    "metadata",
                    "stop_sequences",
                    "stream",
                    "service_tier",
                    "container",
                    "inference_geo",
                    "diagnostics");
    private static final Set<String> SAMPLERS = Set.of("temperature", "top_k", "top_p");

    /// What the API knows and the sandbox does not play.
    private static final List<String> UNPLAYED =
            List.of(
                    "container",
                    "mcp_servers",
                    "fallbacks",
                    "fallback_credit_token",
                    "billing_policy",
                    "thread",
                    "compaction");

    /// From this version on the API takes no sampling parameters.
    private static final String WITHOUT_SAMPLERS = "2026-10-21";

    private final Objections objections;
    private final JsonNode body;
    private final ClaudeModel model;

    ParameterRules(Objections objections, JsonNode body, ClaudeModel model) {
        this.objections = objections;
        this.body = body;
        this.model = model;
    }

    /// @param counting whether the prompt is only to be counted
    void known(Betas betas, String version, boolean counting) {
        Set<String> required = new HashSet<>(Set.of("model", "messages"));
        Set<String> optional = new HashSet<>(BOTH);
        if (!counting) {
            required.add("max_tokens");
            optional.addAll(MESSAGES_ONLY);
            optional.addAll(version.equals(WITHOUT_SAMPLERS) ? Set.of() : SAMPLERS);
        }
        beta(
                optional,
                betas.has("context-management") || betas.has("compact"),
                "context_management");
        beta(optional, betas.has("mcp-client"), "mcp_servers");
        beta(optional, betas.has("server-side-fallback"), "fallbacks");
        beta(optional, betas.has("fallback-credit"), "fallback_credit_token");
        beta(optional, betas.has("user-profiles-billing"), "billing_policy");
        beta(optional, betas.has("message-threads"), "thread");
        beta(optional, betas.hasExactly("compact-2026-09-04"), "compaction");
        beta(optional, betas.has("structured-outputs"), "output_format");
        new Fields(objections, body, "").only(required, optional);
        for (String name : UNPLAYED) {
            objections.unless(
                    !body.hasNonNull(name), () -> name + ": the sandbox does not simulate this");
        }
    }

    void values() {
        Fields fields = new Fields(objections, body, "");
        fields.integer("max_tokens", 0);
        long asked = body.path("max_tokens").asLong();
        objections.unless(
                asked <= model.maxOutputTokens(),
                () ->
                        "max_tokens: %d > %d, which is the maximum allowed number of output tokens for %s"
                                .formatted(asked, model.maxOutputTokens(), model.snapshot()));
        fields.bool("stream");
        fields.range("temperature", 0, 1);
        fields.range("top_p", 0, 1);
        fields.integer("top_k", 0);
        objections.unless(
                !model.has(Trait.ONE_SAMPLER)
                        || !body.hasNonNull("temperature")
                        || !body.hasNonNull("top_p"),
                () ->
                        "`temperature` and `top_p` cannot both be specified for this model. Please"
                                + " use only one.");
        samplers();
        stops(fields);
        fields.oneOf("service_tier", List.of("auto", "standard_only"));
        fields.oneOf("speed", List.of("standard"));
        fields.oneOf("inference_geo", List.of("global"));
        fields.object("metadata");
        Fields metadata = new Fields(objections, body.path("metadata"), "metadata");
        metadata.only(Set.of(), Set.of("user_id"));
        metadata.string("user_id", 512);
        outputConfig(fields);
    }

    private void samplers() {
        for (String name : SAMPLERS) {
            boolean usual = !body.hasNonNull(name) || body.path(name).asDouble() == 1;
            objections.unless(
                    usual || !model.has(Trait.NO_SAMPLERS),
                    () -> "`%s` is deprecated for this model.".formatted(name));
        }
    }

    private void stops(Fields fields) {
        fields.array("stop_sequences");
        for (JsonNode stop : body.path("stop_sequences")) {
            objections.unless(
                    stop.isTextual() && !stop.asText().isBlank(),
                    () -> "stop_sequences: each stop sequence must contain non-whitespace");
        }
    }

    private void outputConfig(Fields top) {
        top.object("output_config");
        JsonNode config = body.path("output_config");
        Fields fields = new Fields(objections, config, "output_config");
        fields.only(Set.of(), Set.of("effort", "format", "task_budget"));
        fields.oneOf("effort", List.of("low", "medium", "high", "xhigh", "max"));
        objections.unless(
                !config.hasNonNull("effort") || model.has(Trait.EFFORT),
                () -> "This model does not support the effort parameter.");
        JsonNode format = config.path("format");
        if (Fields.absent(format)) {
            return;
        }
        objections.unless(
                model.has(Trait.STRUCTURED),
                () -> "'%s' does not support output format.".formatted(model.snapshot()));
        Fields shape = new Fields(objections, format, "output_config.format");
        shape.only(Set.of("type", "schema"), Set.of());
        shape.oneOf("type", List.of("json_schema"));
        shape.object("schema");
        closed(format.path("schema"));
    }

    /// Structured output closes every object.
    private void closed(JsonNode schema) {
        boolean open =
                schema.path("type").asText().equals("object")
                        && !(schema.path("additionalProperties").isBoolean()
                                && !schema.path("additionalProperties").asBoolean());
        objections.unless(
                !open,
                () ->
                        "output_config.format.schema: For 'object' type, 'additionalProperties' must"
                                + " be explicitly set to false");
        schema.path("properties").forEach(this::closed);
        if (schema.path("items").isObject()) {
            closed(schema.path("items"));
        }
    }

    private static void beta(Set<String> optional, boolean on, String field) {
        if (on) {
            optional.add(field);
        }
    }
}
