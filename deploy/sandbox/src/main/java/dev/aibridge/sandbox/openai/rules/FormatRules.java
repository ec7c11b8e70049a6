package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// `response_format`: free text, any JSON, or JSON of a schema.
final class FormatRules {

    private static final String NAME = "^[a-zA-Z0-9_-]+$";
    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
    private static final String PARAM = "response_format";
    private static final int MAX_NAME = 64;

    private FormatRules() {}

    static void check(Objections objections, JsonNode body) {
        new Fields(objections, body, "").object(PARAM);
        JsonNode format = body.path(PARAM);
        if (!format.isObject()) {
            return;
        }
        Fields fields = new Fields(objections, format, PARAM);
        fields.required("type");
        fields.oneOf("type", List.of("text", "json_object", "json_schema"));
        switch (format.path("type").asText()) {
            case "json_object" -> mentionsJson(objections, body.path("messages"));
            case "json_schema" -> schema(objections, fields, format.path("json_schema"));
            default -> {}
        }
    }

    private static void mentionsJson(Objections objections, JsonNode messages) {
        boolean mentioned = false;
        for (JsonNode message : messages) {
            JsonNode content = message.path("content");
            String text = content.isTextual() ? content.asText() : content.toString();
            mentioned |= text.toLowerCase(Locale.ROOT).contains("json");
        }
        objections.unless(
                mentioned,
                () ->
                        ApiError.invalid(
                                "'messages' must contain the word 'json' in some form, to use"
                                        + " 'response_format' of type 'json_object'.",
                                "messages",
                                null));
    }

    private static void schema(Objections objections, Fields format, JsonNode named) {
        format.required("json_schema");
        format.object("json_schema");
        String at = PARAM + ".json_schema";
        Fields fields = new Fields(objections, named, at);
        fields.requiredString("name");
        String name = named.path("name").asText();
        objections.unless(
                name.length() <= MAX_NAME,
                () -> Say.stringTooLong(at + ".name", MAX_NAME, name.length()));
        objections.unless(
                NAME_PATTERN.matcher(name).matches(), () -> Say.badPattern(at + ".name", NAME));
        fields.bool("strict");
        boolean strict = named.path("strict").asBoolean();
        objections.unless(
                !strict || named.path("schema").isObject(), () -> Say.missing(at + ".schema"));
        fields.object("schema");
        JsonNode schema = named.path("schema");
        String where = "response_format '" + name + "'";
        objections.unless(
                !strict || schema.path("type").asText().equals("object"),
                () ->
                        SchemaRules.invalid(
                                where,
                                "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"%s\"'."
                                        .formatted(schema.path("type").asText("None")),
                                PARAM,
                                "invalid_json_schema"));
        new SchemaRules(objections, where, PARAM, "invalid_json_schema").check(schema, strict);
    }
}
