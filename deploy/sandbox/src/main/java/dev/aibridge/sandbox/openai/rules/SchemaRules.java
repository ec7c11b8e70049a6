package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// JSON schemas of tools and answers; strict ones must close every object and require every key.
final class SchemaRules {

    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final int MAX_DEPTH = 64;

    private final Objections objections;
    private final String where;
    private final String param;
    private final String code;

    /// @param where the schema's owner as the vendor names it: `function 'weather'`
    SchemaRules(Objections objections, String where, String param, String code) {
        this.objections = objections;
        this.where = where;
        this.param = param;
        this.code = code;
    }

    void check(JsonNode schema, boolean strict) {
        walk(schema, new ArrayList<>(), strict);
    }

    static ApiError invalid(String where, String why, String param, String code) {
        return ApiError.invalid("Invalid schema for " + where + ": " + why, param, code);
    }

    private void walk(JsonNode schema, List<String> context, boolean strict) {
        if (!objections.none() || !schema.isObject() || context.size() > MAX_DEPTH) {
            return;
        }
        types(schema.path("type"), context);
        JsonNode properties = schema.path("properties");
        if (strict && (schema.path("type").asText().equals("object") || properties.isObject())) {
            closed(schema, context);
            complete(schema, context);
        }
        properties
                .properties()
                .forEach(
                        one ->
                                walk(
                                        one.getValue(),
                                        deeper(context, "properties", one.getKey()),
                                        strict));
        objections.unless(
                !schema.path("type").asText().equals("array") || schema.has("items"),
                () -> in(context, "array schema missing items."));
        walk(schema.path("items"), deeper(context, "items"), strict);
        for (String union : List.of("anyOf", "oneOf", "allOf")) {
            for (JsonNode option : schema.path(union)) {
                walk(option, deeper(context, union), strict);
            }
        }
        for (String definitions : List.of("$defs", "definitions")) {
            schema.path(definitions)
                    .properties()
                    .forEach(
                            one ->
                                    walk(
                                            one.getValue(),
                                            deeper(context, definitions, one.getKey()),
                                            strict));
        }
    }

    private void types(JsonNode type, List<String> context) {
        if (type.isTextual()) {
            objections.unless(
                    TYPES.contains(type.asText()),
                    () ->
                            in(
                                    context,
                                    "'%s' is not valid under any of the given schemas."
                                            .formatted(type.asText())));
        }
    }

    private void closed(JsonNode schema, List<String> context) {
        JsonNode additional = schema.path("additionalProperties");
        objections.unless(
                additional.isBoolean() && !additional.asBoolean(),
                () ->
                        in(
                                context,
                                "'additionalProperties' is required to be supplied and to be"
                                        + " false."));
    }

    private void complete(JsonNode schema, List<String> context) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties")
                .fieldNames()
                .forEachRemaining(
                        key ->
                                objections.unless(
                                        required.contains(key),
                                        () ->
                                                in(
                                                        context,
                                                        "'required' is required to be supplied and"
                                                                + " to be an array including every key"
                                                                + " in properties. Missing '"
                                                                + key
                                                                + "'.")));
    }

    private ApiError in(List<String> context, String why) {
        List<String> quoted = context.stream().map(step -> "'" + step + "'").toList();
        String tuple = "(" + String.join(", ", quoted) + (quoted.size() == 1 ? ",)" : ")");
        return invalid(where, "In context=" + tuple + ", " + why, param, code);
    }

    private static List<String> deeper(List<String> context, String... steps) {
        List<String> longer = new ArrayList<>(context);
        longer.addAll(List.of(steps));
        return longer;
    }
}
