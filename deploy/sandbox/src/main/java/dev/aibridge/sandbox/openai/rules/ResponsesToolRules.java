package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// The tools that a request for a response offers, and the choice among them.
final class ResponsesToolRules {

    private static final String NAME = "^[a-zA-Z0-9_-]+$";
    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
    private static final int MAX_NAME = 128;

    /// Tools that run at the vendor, or whose shape is the vendor's own.
    private static final Set<String> HOSTED =
            Set.of(
                    "apply_patch",
                    "code_interpreter",
                    "computer_use_preview",
                    "file_search",
                    "image_generation",
                    "local_shell",
                    "mcp",
                    "shell",
                    "tool_search",
                    "web_search",
                    "web_search_2025_08_26",
                    "web_search_preview");

    private final Objections objections;
    private final Set<String> names = new HashSet<>();

    ResponsesToolRules(Objections objections) {
        this.objections = objections;
    }

    void check(JsonNode body) {
        new Fields(objections, body, "").array("tools", "an array of objects");
        JsonNode tools = body.path("tools");
        for (int i = 0; i < tools.size() && objections.none(); i++) {
            tool(tools.get(i), "tools[" + i + "]", true);
        }
        choice(body.path("tool_choice"), !tools.isEmpty());
    }

    private void tool(JsonNode tool, String path, boolean outermost) {
        objections.unless(tool.isObject(), () -> Say.wrongType(path, "an object", tool));
        Fields fields = new Fields(objections, tool, path);
        fields.required("type");
        String type = tool.path("type").asText();
        switch (type) {
            case "function" -> {
                fields.requiredString("name");
                fields.only(
                        Set.of(
                                "type",
                                "name",
                                "description",
                                "parameters",
                                "strict",
                                "output_schema",
                                "defer_loading",
                                "allowed_callers"));
                name(tool, path);
                parameters(tool, path);
            }
            case "custom" -> {
                fields.requiredString("name");
                fields.only(
                        Set.of(
                                "type",
                                "name",
                                "description",
                                "format",
                                "defer_loading",
                                "allowed_callers"));
                name(tool, path);
            }
            case "namespace" -> namespace(tool, fields, path, outermost);
            default ->
                    objections.unless(
                            outermost && HOSTED.contains(type), () -> unknown(type, path));
        }
        names.add(type);
    }

    private void namespace(JsonNode tool, Fields fields, String path, boolean outermost) {
        objections.unless(outermost, () -> unknown("namespace", path));
        fields.only(Set.of("type", "name", "description", "tools"));
        fields.requiredString("name");
        fields.requiredString("description");
        fields.required("tools");
        fields.array("tools", "an array of objects");
        name(tool, path);
        JsonNode inner = tool.path("tools");
        for (int i = 0; i < inner.size() && objections.none(); i++) {
            tool(inner.get(i), path + ".tools[" + i + "]", false);
        }
    }

    private void name(JsonNode tool, String path) {
        String name = tool.path("name").asText();
        String at = path + ".name";
        objections.unless(!name.isEmpty(), () -> Say.emptyString(at));
        objections.unless(
                name.length() <= MAX_NAME, () -> Say.stringTooLong(at, MAX_NAME, name.length()));
        objections.unless(NAME_PATTERN.matcher(name).matches(), () -> Say.badPattern(at, NAME));
        names.add(name);
    }

    private void parameters(JsonNode function, String path) {
        Fields fields = new Fields(objections, function, path);
        fields.object("parameters");
        fields.bool("strict");
        JsonNode schema = function.path("parameters");
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
        new SchemaRules(objections, where, param, "invalid_function_parameters")
                .check(schema, function.path("strict").asBoolean());
    }

    private void choice(JsonNode choice, boolean offered) {
        if (choice.isMissingNode() || choice.isNull()) {
            return;
        }
        if (choice.isTextual()) {
            objections.unless(
                    Set.of("none", "auto", "required").contains(choice.asText()),
                    () ->
                            Say.notOneOf(
                                    "tool_choice",
                                    choice.asText(),
                                    "'none', 'auto', and 'required'"));
            objections.unless(
                    offered || !choice.asText().equals("required"),
                    () ->
                            ApiError.invalid(
                                    "Tool choice 'required' must be specified with 'tools' parameter.",
                                    "tool_choice",
                                    null));
            return;
        }
        objections.unless(
                choice.isObject(),
                () -> Say.wrongType("tool_choice", "one of a string or an object", choice));
        if (choice.path("type").asText().equals("allowed_tools")) {
            choice.path("tools").forEach(this::chosen);
        } else {
            chosen(choice);
        }
    }

    private void chosen(JsonNode tool) {
        String name = tool.path("name").asText(tool.path("type").asText());
        objections.unless(
                names.contains(name),
                () ->
                        ApiError.invalid(
                                "Tool choice '" + name + "' not found in 'tools' parameter.",
                                "tool_choice",
                                null));
    }

    private static ApiError unknown(String type, String path) {
        return Say.notOneOf(
                path,
                type,
                "'apply_patch', 'code_interpreter', 'custom', 'file_search', 'function',"
                        + " 'image_generation', 'mcp', 'namespace', 'shell', and 'web_search'");
    }
}
