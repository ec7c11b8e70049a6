package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The tools offered and the choice among them.
final class ToolRules {

    private static final String NAME = "^[a-zA-Z0-9_-]+$";
    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
    private static final int MAX_NAME = 64;
    private static final int MAX_TOOLS = 128;

    private final Objections objections;
    private final boolean unknownRefused;

    ToolRules(Objections objections, boolean unknownRefused) {
        this.objections = objections;
        this.unknownRefused = unknownRefused;
    }

    void check(JsonNode body) {
        JsonNode tools = body.path("tools");
        Fields fields = new Fields(objections, body, "");
        fields.array("tools", "an array of objects");
        objections.unless(!tools.isArray() || !tools.isEmpty(), () -> Say.emptyArray("tools"));
        objections.unless(
                tools.size() <= MAX_TOOLS,
                () -> Say.arrayTooLong("tools", MAX_TOOLS, tools.size()));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tools.size() && objections.none(); i++) {
            tool(tools.get(i), "tools[" + i + "]", names);
        }
        fields.bool("parallel_tool_calls");
        objections.unless(
                !body.hasNonNull("parallel_tool_calls") || tools.isArray(),
                () -> Say.onlyWith("parallel_tool_calls", "'tools' are specified"));
        choice(body.path("tool_choice"), tools.isArray(), names);
    }

    private void tool(JsonNode tool, String path, Set<String> names) {
        objections.unless(tool.isObject(), () -> Say.wrongType(path, "an object", tool));
        Fields fields = new Fields(objections, tool, path);
        fields.required("type");
        fields.oneOf("type", List.of("function", "custom"));
        String kind = tool.path("type").asText();
        fields.required(kind);
        fields.object(kind);
        String at = path + "." + kind;
        JsonNode inside = tool.path(kind);
        Fields inner = new Fields(objections, inside, at);
        if (unknownRefused) {
            fields.only(Set.of("type", kind));
            inner.only(
                    kind.equals("function")
                            ? Set.of("name", "description", "parameters", "strict")
                            : Set.of("name", "description", "format"));
        }
        name(inner, inside.path("name").asText(), at + ".name");
        names.add(inside.path("name").asText());
        inner.string("description", 1 << 20);
        inner.bool("strict");
        parameters(inside, at);
    }

    private void name(Fields fields, String name, String path) {
        fields.requiredString("name");
        objections.unless(!name.isEmpty(), () -> Say.emptyString(path));
        objections.unless(
                name.length() <= MAX_NAME, () -> Say.stringTooLong(path, MAX_NAME, name.length()));
        objections.unless(NAME_PATTERN.matcher(name).matches(), () -> Say.badPattern(path, NAME));
    }

    private void parameters(JsonNode function, String path) {
        JsonNode schema = function.path("parameters");
        new Fields(objections, function, path).object("parameters");
        if (!schema.isObject()) {
            return;
        }
        String where = "function '" + function.path("name").asText() + "'";
        String param = path + ".parameters";
        objections.unless(
                schema.path("type").asText("object").equals("object"),
                () ->
                        SchemaRules.invalid(
                                where,
                                "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"%s\"'."
                                        .formatted(schema.path("type").asText()),
                                param,
                                "invalid_function_parameters"));
        SchemaRules rules =
                new SchemaRules(objections, where, param, "invalid_function_parameters");
        rules.check(schema, function.path("strict").asBoolean());
    }

    private void choice(JsonNode choice, boolean toolsGiven, Set<String> names) {
        if (choice.isMissingNode() || choice.isNull()) {
            return;
        }
        objections.unless(
                choice.isTextual() || choice.isObject(),
                () -> Say.wrongType("tool_choice", "one of a string or an object", choice));
        objections.unless(
                toolsGiven || choice.asText().equals("none"),
                () -> Say.onlyWith("tool_choice", "'tools' are specified"));
        if (choice.isTextual()) {
            objections.unless(
                    Set.of("none", "auto", "required").contains(choice.asText()),
                    () ->
                            Say.notOneOf(
                                    "tool_choice",
                                    choice.asText(),
                                    "'none', 'auto', and 'required'"));
            return;
        }
        Fields fields = new Fields(objections, choice, "tool_choice");
        fields.required("type");
        fields.oneOf("type", List.of("function", "custom", "allowed_tools"));
        String kind = choice.path("type").asText();
        fields.required(kind);
        if (kind.equals("allowed_tools")) {
            choice.path(kind).path("tools").forEach(tool -> chosen(tool, names));
        } else {
            chosen(choice, names);
        }
    }

    private void chosen(JsonNode tool, Set<String> names) {
        String name = tool.path(tool.path("type").asText()).path("name").asText();
        objections.unless(
                names.contains(name),
                () ->
                        ApiError.invalid(
                                "Tool choice '" + name + "' not found in 'tools' parameter.",
                                "tool_choice",
                                null));
    }
}
