package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/// `context_management`: edits of the conversation that the API makes by itself.
final class ContextRules {

    static final String COMPACT = "compact_20260112";
    static final String COMPACT_BETA = "compact-2026-01-12";

    private static final int LEAST_TRIGGER = 50_000;
    private static final List<String> EDITS =
            List.of("clear_thinking_20251015", "clear_tool_uses_20250919", COMPACT);

    private final Objections objections;
    private final Betas betas;

    ContextRules(Objections objections, Betas betas) {
        this.objections = objections;
        this.betas = betas;
    }

    void check(JsonNode body) {
        JsonNode management = body.path("context_management");
        if (Fields.absent(management)) {
            return;
        }
        Fields fields = new Fields(objections, management, "context_management");
        fields.only(Set.of(), Set.of("edits"));
        fields.array("edits");
        JsonNode edits = management.path("edits");
        for (int i = 0; i < edits.size() && objections.none(); i++) {
            edit(edits.get(i), "context_management.edits." + i);
        }
    }

    private void edit(JsonNode edit, String path) {
        String type = edit.path("type").asText();
        objections.unless(
                EDITS.contains(type) && (!type.equals(COMPACT) || betas.hasExactly(COMPACT_BETA)),
                () ->
                        "%s: Input tag '%s' found using 'type' does not match any of the expected tags: 'clear_thinking_20251015', 'clear_tool_uses_20250919'"
                                .formatted(path, type));
        if (type.equals(COMPACT)) {
            Fields fields = new Fields(objections, edit, path + "." + COMPACT);
            fields.only(
                    Set.of("type"), Set.of("instructions", "pause_after_compaction", "trigger"));
            fields.string("instructions");
            fields.bool("pause_after_compaction");
            trigger(edit.path("trigger"), path + "." + COMPACT + ".trigger");
        }
    }

    private void trigger(JsonNode trigger, String path) {
        if (!Fields.absent(trigger)) {
            Fields fields = new Fields(objections, trigger, path + ".input_tokens");
            fields.only(Set.of("type", "value"), Set.of());
            fields.oneOf("type", List.of("input_tokens"));
            fields.integer("value", LEAST_TRIGGER);
        }
    }
}
