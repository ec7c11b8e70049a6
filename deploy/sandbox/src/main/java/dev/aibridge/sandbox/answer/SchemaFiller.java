package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aibridge.sandbox.wire.Json;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/// Makes a value that fits a JSON schema, of the parts of JSON Schema that tools use.
final class SchemaFiller {

    /// Below it only what is required is filled, so that recursive schemas end.
    private static final int FULL_DEPTH = 6;

    private static final int MAX_DEPTH = 32;

    private final JsonNode root;
    private final SplittableRandom random;

    SchemaFiller(JsonNode root, SplittableRandom random) {
        this.root = root;
        this.random = random;
    }

    /// A value for the whole schema.
    JsonNode fill() {
        return fill(root, 0);
    }

    private JsonNode fill(JsonNode given, int depth) {
        JsonNode schema = resolved(given);
        if (depth > MAX_DEPTH) {
            return NullNode.getInstance();
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (!schema.path("enum").isEmpty()) {
            return pick(schema.path("enum"));
        }
        for (String union : new String[] {"anyOf", "oneOf"}) {
            if (!schema.path(union).isEmpty()) {
                return fill(option(schema.path(union), depth), depth + 1);
            }
        }
        return switch (type(schema, depth)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> LongNode.valueOf(NumberFiller.integer(schema, random));
            case "number" -> DoubleNode.valueOf(NumberFiller.number(schema, random));
            case "boolean" -> BooleanNode.valueOf(random.nextBoolean());
            case "null" -> NullNode.getInstance();
            default -> TextNode.valueOf(StringFiller.fill(schema, random));
        };
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode at = schema;
        for (int hops = 0; at.has("$ref") && hops < MAX_DEPTH; hops++) {
            String ref = at.path("$ref").asText();
            at = ref.startsWith("#") ? root.at(ref.substring(1)) : Json.object();
        }
        JsonNode all = at.path("allOf");
        return all.isEmpty() ? at : merged(at, all);
    }

    private JsonNode merged(JsonNode schema, JsonNode parts) {
        ObjectNode merged = schema.deepCopy();
        merged.remove("allOf");
        for (JsonNode part : parts) {
            JsonNode resolved = resolved(part);
            resolved.properties()
                    .forEach(
                            entry -> {
                                JsonNode mine = merged.path(entry.getKey());
                                if (mine instanceof ObjectNode object
                                        && entry.getValue() instanceof ObjectNode more) {
                                    object.setAll(more);
                                } else if (mine instanceof ArrayNode array
                                        && entry.getValue() instanceof ArrayNode more) {
                                    array.addAll(more);
                                } else {
                                    merged.set(entry.getKey(), entry.getValue().deepCopy());
                                }
                            });
        }
        return merged;
    }

    private JsonNode option(JsonNode options, int depth) {
        if (depth >= FULL_DEPTH) {
            for (JsonNode option : options) {
                if (option.path("type").asText().equals("null")) {
                    return option;
                }
            }
        }
        return options.get(0);
    }

    private static String type(JsonNode schema, int depth) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.path(depth >= FULL_DEPTH ? type.size() - 1 : 0).asText();
        }
        if (type.isTextual()) {
            return type.asText();
        }
        return schema.has("items") ? "array" : schema.isEmpty() ? "string" : guessed(schema);
    }

    private static String guessed(JsonNode schema) {
        boolean numeric = schema.has("minimum") || schema.has("maximum");
        boolean text = schema.has("minLength") || schema.has("format") || schema.has("pattern");
        return numeric ? "number" : text ? "string" : "object";
    }

    private ObjectNode object(JsonNode schema, int depth) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        ObjectNode object = Json.object();
        for (var property : schema.path("properties").properties()) {
            if (depth < FULL_DEPTH || required.contains(property.getKey())) {
                object.set(property.getKey(), fill(property.getValue(), depth + 1));
            }
        }
        for (String name : required) {
            if (!object.has(name)) {
                object.set(name, fill(schema.path("additionalProperties"), depth + 1));
            }
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        int min = schema.path("minItems").asInt(0);
        int max = schema.path("maxItems").asInt(Math.max(min, 3));
        int wanted =
                depth >= FULL_DEPTH ? min : Math.max(min, Math.min(max, 1 + random.nextInt(3)));
        boolean unique = schema.path("uniqueItems").asBoolean();
        Set<JsonNode> seen = new HashSet<>();
        ArrayNode array = Json.array();
        for (int tries = 0; array.size() < wanted && tries < wanted * 20; tries++) {
            JsonNode item = fill(schema.path("items"), depth + 1);
            if (seen.add(item) || !unique) {
                array.add(item);
            }
        }
        return array;
    }

    private JsonNode pick(JsonNode values) {
        return values.get(random.nextInt(values.size()));
    }
}
