package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.vendor.ClaudeModel;
import dev.aibridge.sandbox.vendor.ClaudeModel.Trait;
import java.util.List;
import java.util.Set;

/// `thinking`, and what can't be asked for beside it.
final class ThinkingRules {

    private static final int LEAST_BUDGET = 1_024;
    private static final String GUIDE =
            " Please consult our documentation at"
                    + " https://docs.claude.com/en/docs/build-with-claude/extended-thinking";

    private final Objections objections;
    private final ClaudeModel model;

    ThinkingRules(Objections objections, ClaudeModel model) {
        this.objections = objections;
        this.model = model;
    }

    void check(JsonNode body) {
        JsonNode thinking = body.path("thinking");
        if (Fields.absent(thinking)) {
            return;
        }
        objections.unless(thinking.isObject(), () -> "thinking: Input should be an object");
        String type = thinking.path("type").asText();
        Fields fields = new Fields(objections, thinking, "thinking." + type);
        switch (type) {
            case "disabled" -> fields.only(Set.of("type"), Set.of());
            case "between_tools" -> {
                supported(Trait.THINKS_UNASKED, "between_tools is not supported on this model");
                fields.only(Set.of("type"), Set.of());
            }
            case "adaptive" -> {
                supported(Trait.ADAPTIVE, "adaptive thinking is not supported on this model");
                fields.only(Set.of("type"), Set.of("display"));
            }
            case "enabled" -> {
                supported(Trait.BUDGET, withoutBudget());
                fields.only(Set.of("type", "budget_tokens"), Set.of("display"));
                budget(body, fields);
            }
            default ->
                    objections.unless(
                            false,
                            () ->
                                    "thinking: Input tag '%s' found using 'type' does not match any of the expected tags: 'adaptive', 'disabled', 'enabled'"
                                            .formatted(type));
        }
        fields.oneOf("display", List.of("summarized", "omitted"));
        if (!type.equals("disabled")) {
            samplers(body);
        }
    }

    private String withoutBudget() {
        return model.has(Trait.ADAPTIVE)
                ? "\"thinking.type.enabled\" is not supported for this model. Use"
                        + " \"thinking.type.adaptive\" and \"output_config.effort\" to control"
                        + " thinking behavior."
                : "'" + model.snapshot() + "' does not support thinking.";
    }

    private void supported(Trait trait, String otherwise) {
        objections.unless(model.has(trait), () -> otherwise);
    }

    private void budget(JsonNode body, Fields fields) {
        fields.integer("budget_tokens", LEAST_BUDGET);
        long budget = body.path("thinking").path("budget_tokens").asLong();
        objections.unless(
                !body.has("max_tokens") || body.path("max_tokens").asLong() > budget,
                () ->
                        "`max_tokens` must be greater than `thinking.budget_tokens`."
                                + GUIDE
                                + "#max-tokens-and-context-window-size");
    }

    private void samplers(JsonNode body) {
        objections.unless(
                body.path("temperature").asDouble(1) == 1,
                () -> "`temperature` may only be set to 1 when thinking is enabled." + GUIDE);
        objections.unless(
                !body.hasNonNull("top_k"),
                () -> "`top_k` must be unset when thinking is enabled." + GUIDE);
        objections.unless(
                body.path("top_p").asDouble(1) >= 0.95,
                () ->
                        "`top_p` must be greater than or equal to 0.95 or unset when thinking is"
                                + " enabled."
                                + GUIDE);
    }
}
