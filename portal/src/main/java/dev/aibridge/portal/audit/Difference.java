package dev.aibridge.portal.audit;

import dev.aibridge.portal.format.Format;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One thing that an act changed, or one thing that it says of itself.
///
/// @param what the field's name
/// @param before what it was, `–` for nothing; `null` when the act has no before
/// @param after what it is
public record Difference(String what, @Nullable String before, String after) {

    private static final String NOTHING = "–";
    private static final String MICRO = "Micro";

    /// What an act's detail says, without what stayed the same.
    ///
    /// @param detail a JSON object, with `before` and `after` where something was changed
    static List<Difference> of(String detail, Format format) {
        JsonObject all;
        try {
            all = new JsonObject(detail);
        } catch (DecodeException e) {
            return List.of(new Difference("", null, detail));
        }
        List<Difference> differences = new ArrayList<>();
        if (all.getValue("after") instanceof JsonObject after) {
            Object before = all.remove("before");
            all.remove("after");
            differences.addAll(
                    between(
                            before instanceof JsonObject was ? was : new JsonObject(),
                            after,
                            format));
        }
        all.forEach(
                one -> {
                    String name = one.getKey();
                    differences.add(
                            new Difference(plain(name), null, told(name, one.getValue(), format)));
                });
        return differences;
    }

    private static List<Difference> between(JsonObject before, JsonObject after, Format format) {
        Set<String> names = new LinkedHashSet<>(before.fieldNames());
        names.addAll(after.fieldNames());
        return names.stream()
                .filter(name -> !Objects.equals(before.getValue(name), after.getValue(name)))
                .map(
                        name ->
                                new Difference(
                                        plain(name),
                                        told(name, before.getValue(name), format),
                                        told(name, after.getValue(name), format)))
                .toList();
    }

    private static String plain(String name) {
        return name.endsWith(MICRO) ? name.substring(0, name.length() - MICRO.length()) : name;
    }

    private static String told(String name, @Nullable Object value, Format format) {
        return switch (value) {
            case null -> NOTHING;
            case Number number when name.endsWith(MICRO) && !(value instanceof BigInteger) ->
                    format.exact(number.longValue());
            case JsonArray list ->
                    list.stream().map(Objects::toString).collect(Collectors.joining(", "));
            case JsonObject object -> object.encode();
            default -> value.toString().isEmpty() ? NOTHING : value.toString();
        };
    }
}
