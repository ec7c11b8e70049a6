package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks of single fields of one object, in the words of the API's own validation; a field that is
/// absent or null is fine unless it is required.
final class Fields {

    private final Objections objections;
    private final JsonNode object;
    private final String prefix;

    /// @param path where the object stands, as the API writes it; empty for the body itself
    Fields(Objections objections, JsonNode object, String path) {
        this.objections = objections;
        this.object = object;
        this.prefix = path.isEmpty() ? "" : path + ".";
    }

    /// Only these fields, and these at least.
    void only(Set<String> required, Set<String> optional) {
        required.forEach(this::required);
        object.fieldNames()
                .forEachRemaining(
                        name ->
                                objections.unless(
                                        required.contains(name) || optional.contains(name),
                                        () -> prefix + name + ": Extra inputs are not permitted"));
    }

    void required(String name) {
        objections.unless(object.has(name), () -> prefix + name + ": Field required");
    }

    void string(String name) {
        JsonNode value = object.path(name);
        should(absent(value) || value.isTextual(), name, "be a valid string");
    }

    void string(String name, int maxLength) {
        string(name);
        int length = object.path(name).asText().length();
        objections.unless(
                length <= maxLength,
                () ->
                        "%s%s: String should have at most %d characters"
                                .formatted(prefix, name, maxLength));
    }

    void bool(String name) {
        JsonNode value = object.path(name);
        should(absent(value) || value.isBoolean(), name, "be a valid boolean");
    }

    void integer(String name, long min) {
        JsonNode value = object.path(name);
        should(absent(value) || value.isIntegralNumber(), name, "be a valid integer");
        should(absent(value) || value.asLong() >= min, name, "be greater than or equal to " + min);
    }

    void range(String name, double min, double max) {
        JsonNode value = object.path(name);
        should(absent(value) || value.isNumber(), name, "be a valid number");
        should(
                absent(value) || value.asDouble() >= min,
                name,
                "be greater than or equal to " + whole(min));
        should(
                absent(value) || value.asDouble() <= max,
                name,
                "be less than or equal to " + whole(max));
    }

    void object(String name) {
        JsonNode value = object.path(name);
        should(absent(value) || value.isObject(), name, "be an object");
    }

    void array(String name) {
        JsonNode value = object.path(name);
        should(absent(value) || value.isArray(), name, "be a valid list");
    }

    void oneOf(String name, List<String> allowed) {
        JsonNode value = object.path(name);
        should(
                absent(value) || (value.isTextual() && allowed.contains(value.asText())),
                name,
                "be " + quoted(allowed));
    }

    private void should(boolean fine, String name, String be) {
        objections.unless(fine, () -> prefix + name + ": Input should " + be);
    }

    static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    static String quoted(List<String> values) {
        String most =
                values.subList(0, values.size() - 1).stream()
                        .map(value -> "'" + value + "'")
                        .collect(Collectors.joining(", "));
        String last = "'" + values.getLast() + "'";
        return most.isEmpty() ? last : most + " or " + last;
    }

    private static String whole(double limit) {
        return String.valueOf((long) limit);
    }
}
