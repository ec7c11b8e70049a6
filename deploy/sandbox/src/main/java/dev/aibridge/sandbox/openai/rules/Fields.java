package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks of single fields of one object; a field that is absent or null is always fine.
final class Fields {

    private final Objections objections;
    private final JsonNode object;
    private final String prefix;

    /// @param path where the object stands, as the vendor writes it; empty for the body itself
    Fields(Objections objections, JsonNode object, String path) {
        this.objections = objections;
        this.object = object;
        this.prefix = path.isEmpty() ? "" : path + ".";
    }

    void decimal(String name, double min, double max) {
        JsonNode value = object.path(name);
        if (absent(value)) {
            return;
        }
        type(name, value.isNumber(), "a decimal");
        objections.unless(
                value.asDouble() >= min, () -> Say.tooLow(prefix + name, "decimal", min, value));
        objections.unless(
                value.asDouble() <= max, () -> Say.tooHigh(prefix + name, "decimal", max, value));
    }

    void integer(String name, long min, long max) {
        JsonNode value = object.path(name);
        if (absent(value)) {
            return;
        }
        type(name, value.isIntegralNumber(), "an integer");
        boolean fits = value.canConvertToLong();
        objections.unless(
                !fits || value.asLong() >= min,
                () -> Say.tooLow(prefix + name, "integer", min, value));
        objections.unless(
                fits && value.asLong() <= max,
                () -> Say.tooHigh(prefix + name, "integer", max, value));
    }

    void bool(String name) {
        JsonNode value = object.path(name);
        type(name, absent(value) || value.isBoolean(), "a boolean");
    }

    void object(String name) {
        JsonNode value = object.path(name);
        type(name, absent(value) || value.isObject(), "an object");
    }

    void array(String name, String expected) {
        JsonNode value = object.path(name);
        type(name, absent(value) || value.isArray(), expected);
    }

    void string(String name, int maxLength) {
        JsonNode value = object.path(name);
        if (absent(value)) {
            return;
        }
        type(name, value.isTextual(), "a string");
        int length = value.asText().length();
        objections.unless(
                length <= maxLength, () -> Say.stringTooLong(prefix + name, maxLength, length));
    }

    void oneOf(String name, List<String> allowed) {
        JsonNode value = object.path(name);
        if (absent(value)) {
            return;
        }
        type(name, value.isTextual(), "one of " + quoted(allowed, "or"));
        objections.unless(
                allowed.contains(value.asText()),
                () -> Say.notOneOf(prefix + name, value.asText(), quoted(allowed, "and")));
    }

    void required(String name) {
        objections.unless(object.has(name), () -> Say.missing(prefix + name));
    }

    void requiredString(String name) {
        required(name);
        JsonNode value = object.path(name);
        type(name, value.isTextual(), "a string");
    }

    void only(Set<String> known) {
        object.fieldNames()
                .forEachRemaining(
                        name ->
                                objections.unless(
                                        known.contains(name), () -> Say.unknown(prefix + name)));
    }

    private void type(String name, boolean fine, String expected) {
        objections.unless(fine, () -> Say.wrongType(prefix + name, expected, object.path(name)));
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static String quoted(List<String> values, String lastWord) {
        if (values.size() == 1) {
            return "'" + values.getFirst() + "'";
        }
        String most =
                values.subList(0, values.size() - 1).stream()
                        .map(value -> "'" + value + "'")
                        .collect(Collectors.joining(", "));
        String comma = values.size() > 2 ? ", " : " ";
        return most + comma + lastWord + " '" + values.getLast() + "'";
    }
}
