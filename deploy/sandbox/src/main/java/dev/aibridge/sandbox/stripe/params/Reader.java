package dev.aibridge.sandbox.stripe.params;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aibridge.sandbox.wire.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns texts into values of their shapes and keeps the first refusal.
final class Reader {

    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\".]+(\\.[^\\s@<>\".]+)+");
    private static final int MAX_EMAIL = 512;
    private static final int MAX_URL = 5_000;
    private static final Shape SECONDS = new Shape.Whole(0, 99_999_999_999L);
    private static final Shape.Fields BOUNDS =
            Shape.Fields.none()
                    .with("gt", SECONDS)
                    .with("gte", SECONDS)
                    .with("lt", SECONDS)
                    .with("lte", SECONDS);

    private @Nullable Refusal refusal;

    Read read(Shape.Fields shape, ObjectNode given) {
        JsonNode values = fields("", shape, given);
        return refusal != null ? new Read.Bad(refusal) : new Read.Good((ObjectNode) values);
    }

    private JsonNode value(String path, Shape shape, JsonNode given) {
        return switch (shape) {
            case Shape.Fields fields -> fields(path, fields, given);
            case Shape.ListOf list -> list(path, list, given);
            case Shape.Metadata _ -> metadata(path, given);
            case Shape.Range _ -> range(path, given);
            case Shape.Text text -> text(path, text, given);
            case Shape.Whole whole -> whole(path, whole, given);
            case Shape.Flag _ -> flag(path, given);
            case Shape.OneOf(var words) -> word(path, words, given);
            case Shape.Url _ -> url(path, given);
            case Shape.Email _ -> email(path, given);
            case Shape.Money _ -> money(path, given);
        };
    }

    private JsonNode fields(String path, Shape.Fields shape, JsonNode given) {
        if (!given.isObject()) {
            return no(Say.notAnObject(path));
        }
        ObjectNode values = Json.object();
        List<String> unknown =
                given.propertyStream()
                        .map(Map.Entry::getKey)
                        .filter(name -> !shape.known().containsKey(name))
                        .toList();
        unknown.stream()
                .filter(shape.others()::contains)
                .findFirst()
                .ifPresent(name -> no(Say.notSimulated(inside(path, name))));
        if (!unknown.isEmpty()) {
            return no(Say.unknown(unknown.stream().map(name -> inside(path, name)).toList()));
        }
        shape.known()
                .forEach(
                        (name, one) -> {
                            JsonNode field = given.path(name);
                            if (!field.isMissingNode()) {
                                values.set(name, value(inside(path, name), one, field));
                            } else if (shape.required().contains(name)) {
                                no(Say.missing(inside(path, name)));
                            }
                        });
        return values;
    }

    private JsonNode list(String path, Shape.ListOf shape, JsonNode given) {
        if (!given.isContainerNode()
                || given.propertyStream().anyMatch(item -> !item.getKey().matches("[0-9]{1,4}"))) {
            return no(Say.notAnArray(path));
        }
        if (given.size() > shape.max()) {
            return no(Say.tooMany(path, shape.max()));
        }
        ArrayNode values = Json.array();
        int index = 0;
        for (JsonNode item : given) {
            values.add(value(path + "[" + index++ + "]", shape.item(), item));
        }
        return values;
    }

    private JsonNode metadata(String path, JsonNode given) {
        if (given.isValueNode() && given.asText().isEmpty()) {
            return NullNode.getInstance();
        }
        if (!given.isObject() || given.valueStream().anyMatch(JsonNode::isContainerNode)) {
            return no(Say.notAnObject(path));
        }
        given.propertyStream()
                .forEach(
                        entry -> {
                            if (entry.getKey().length() > Limits.METADATA_NAME) {
                                no(Say.metadataName(path, entry.getKey()));
                            }
                            if (entry.getValue().asText().length() > Limits.METADATA_VALUE) {
                                no(Say.metadataValue(path, entry.getValue().asText()));
                            }
                        });
        return given.size() > Limits.METADATA_NAMES ? no(Say.metadataSize(path)) : given;
    }

    private JsonNode range(String path, JsonNode given) {
        return given.isObject() ? fields(path, BOUNDS, given) : value(path, SECONDS, given);
    }

    private JsonNode text(String path, Shape.Text shape, JsonNode given) {
        if (given.isContainerNode()) {
            return no(Say.notAString(path));
        }
        if (given.asText().isEmpty()) {
            return shape.clearable() ? NullNode.getInstance() : no(Say.empty(path));
        }
        return given.asText().length() > shape.max()
                ? no(Say.tooLong(path, shape.max(), given.asText()))
                : TextNode.valueOf(given.asText());
    }

    private JsonNode whole(String path, Shape.Whole shape, JsonNode given) {
        if (!given.asText().matches("-?[0-9]{1,18}")) {
            return no(Say.notAnInteger(path, given.asText()));
        }
        long number = Long.parseLong(given.asText());
        if (number < shape.min()) {
            return no(Say.tooSmall(path, shape.min()));
        }
        return number > shape.max()
                ? no(Say.tooLarge(path, shape.max()))
                : LongNode.valueOf(number);
    }

    private JsonNode flag(String path, JsonNode given) {
        return given.asText().matches("true|false")
                ? BooleanNode.valueOf(Boolean.parseBoolean(given.asText()))
                : no(Say.notABoolean(path, given.asText()));
    }

    private JsonNode word(String path, List<String> words, JsonNode given) {
        return words.contains(given.asText())
                ? TextNode.valueOf(given.asText())
                : no(Say.notOneOf(path, words));
    }

    private JsonNode url(String path, JsonNode given) {
        return isUrl(given.asText()) ? TextNode.valueOf(given.asText()) : no(Say.notAUrl(path));
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text.replace("{CHECKOUT_SESSION_ID}", "id"));
            return text.length() <= MAX_URL
                    && uri.getHost() != null
                    && List.of("http", "https").contains(uri.getScheme());
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private JsonNode email(String path, JsonNode given) {
        String text = given.asText();
        return text.length() <= MAX_EMAIL && EMAIL.matcher(text).matches()
                ? TextNode.valueOf(text)
                : no(Say.notAnEmail(path, text));
    }

    private JsonNode money(String path, JsonNode given) {
        String currency = given.asText().toLowerCase(Locale.ROOT);
        return Currencies.supported(currency)
                ? TextNode.valueOf(currency)
                : no(Say.notACurrency(path, given.asText()));
    }

    private JsonNode no(Refusal why) {
        refusal = refusal == null ? why : refusal;
        return NullNode.getInstance();
    }

    private static String inside(String path, String name) {
        return path.isEmpty() ? name : path + "[" + name + "]";
    }
}
