package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.vendor.ClaudeModel;
import dev.aibridge.sandbox.vendor.ClaudeModel.Trait;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The tools offered and the choice among them.
final class ToolRules {

    private static final String NAME = "^[a-zA-Z0-9_-]{1,128}$";
    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
    private static final Set<String> FOR_ANY =
            Set.of(
                    "type",
                    "cache_control",
                    "defer_loading",
                    "strict",
                    "allowed_callers",
                    "input_examples");
    private static final Set<String> CUSTOM =
            Set.of(
                    "type",
                    "description",
                    "cache_control",
                    "defer_loading",
                    "strict",
                    "allowed_callers",
                    "input_examples",
                    "eager_input_streaming");

    private final Objections objections;
    private final CacheMarks marks;
    private final ClaudeModel model;

    ToolRules(Objections objections, CacheMarks marks, ClaudeModel model) {
        this.model = model;
        this.objections = objections;
        this.marks = marks;
    }

    /// @param thinking whether the request turns thinking on with a budget
    void check(JsonNode body, boolean thinking) {
        JsonNode tools = body.path("tools");
        new Fields(objections, body, "").array("tools");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tools.size() && objections.none(); i++) {
            tool(tools.get(i), "tools." + i);
            objections.unless(
                    names.add(tools.get(i).path("name").asText()),
                    () -> "tools: Tool names must be unique.");
        }
        choice(body.path("tool_choice"), names, thinking);
    }

    /// Whether the tool is one of the API's own, which runs itself or has a schema of its own.
    static boolean isVendorTyped(JsonNode tool) {
        String type = tool.path("type").asText("custom");
        return !type.equals("custom");
    }

    private void tool(JsonNode tool, String path) {
        objections.unless(tool.isObject(), () -> path + ": Input should be an object");
        marks.check(tool, path);
        if (isVendorTyped(tool)) {
            vendorTyped(tool, path);
            return;
        }
        String at = path + ".custom";
        Fields fields = new Fields(objections, tool, at);
        fields.only(Set.of("name", "input_schema"), CUSTOM);
        fields.string("name");
        fields.string("description");
        fields.bool("strict");
        objections.unless(
                NAME_PATTERN.matcher(tool.path("name").asText()).matches(),
                () -> at + ".name: String should match pattern '" + NAME + "'");
        schema(tool.path("input_schema"), at + ".input_schema");
    }

    private void vendorTyped(JsonNode tool, String path) {
        String type = tool.path("type").asText();
        VendorTool known = VendorTool.of(type).orElse(null);
        objections.unless(
                known != null,
                () ->
                        "%s: Input tag '%s' found using 'type' does not match any of the expected tags: %s"
                                .formatted(path, type, VendorTool.expected()));
        if (known != null) {
            Set<String> optional = new HashSet<>(FOR_ANY);
            optional.addAll(known.fields());
            Fields fields = new Fields(objections, tool, path + "." + type);
            fields.only(Set.of("name"), optional);
            fields.oneOf("name", List.of(known.toolName()));
        }
    }

    private void schema(JsonNode schema, String at) {
        objections.unless(schema.isObject(), () -> at + ": Input should be an object");
        Fields fields = new Fields(objections, schema, at);
        fields.required("type");
        fields.oneOf("type", List.of("object"));
        boolean union = schema.has("oneOf") || schema.has("allOf") || schema.has("anyOf");
        objections.unless(
                !union,
                () ->
                        at
                                + ": input_schema does not support oneOf, allOf, or anyOf at the top"
                                + " level");
        objections.unless(
                schema.path("properties").isMissingNode() || schema.path("properties").isObject(),
                () ->
                        at
                                + ": JSON schema is invalid. It must match JSON Schema draft 2020-12"
                                + " (https://json-schema.org/draft/2020-12). Learn more about tool"
                                + " use at https://docs.claude.com/en/docs/tool-use.");
    }

    private void choice(JsonNode choice, Set<String> names, boolean thinking) {
        if (Fields.absent(choice)) {
            return;
        }
        objections.unless(choice.isObject(), () -> "tool_choice: Input should be an object");
        String type = choice.path("type").asText();
        List<String> types = List.of("any", "auto", "none", "tool");
        objections.unless(
                types.contains(type),
                () ->
                        "tool_choice: Input tag '%s' found using 'type' does not match any of the expected tags: 'any', 'auto', 'none', 'tool'"
                                .formatted(type));
        Fields fields = new Fields(objections, choice, "tool_choice." + type);
        Set<String> parallel = Set.of("disable_parallel_tool_use");
        switch (type) {
            case "tool" -> fields.only(Set.of("type", "name"), parallel);
            case "none" -> fields.only(Set.of("type"), Set.of());
            default -> fields.only(Set.of("type"), parallel);
        }
        fields.bool("disable_parallel_tool_use");
        objections.unless(
                !names.isEmpty() || type.equals("none"),
                () -> "tool_choice: tool_choice may only be specified while providing tools.");
        objections.unless(
                !type.equals("tool") || names.contains(choice.path("name").asText()),
                () ->
                        "tool_choice.tool.name: Tool '%s' not found in provided tools"
                                .formatted(choice.path("name").asText()));
        objections.unless(
                !model.has(Trait.NO_FORCED_TOOLS) || type.equals("auto") || type.equals("none"),
                () -> "tool_choice: This model does not support forced tool use.");
        objections.unless(
                !thinking || type.equals("auto") || type.equals("none"),
                () -> "Thinking may not be enabled when tool_choice forces tool use.");
    }
}
