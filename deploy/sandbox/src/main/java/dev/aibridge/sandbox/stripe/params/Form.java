package dev.aibridge.sandbox.stripe.params;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Form encoding with nested keys: `line_items[0][price_data][currency]=usd`.
public final class Form {

    private static final int MAX_PAIRS = 1_000;
    private static final int MAX_DEPTH = 8;
    private static final Pattern KEY = Pattern.compile("([^\\[\\]]+)((?:\\[[^\\[\\]]*\\])*)");
    private static final Pattern SEGMENT = Pattern.compile("\\[([^\\[\\]]*)\\]");

    private Form() {}

    /// The tree of a body or a query: objects, whose leaves are texts; lists are objects with
    /// numbers as keys.
    ///
    /// @return nothing when it can't be read as such
    public static Optional<ObjectNode> parse(String encoded) {
        ObjectNode root = Json.object();
        String[] pairs = encoded.isEmpty() ? new String[0] : encoded.split("&", MAX_PAIRS + 1);
        if (pairs.length > MAX_PAIRS) {
            return Optional.empty();
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!put(root, key, value)) {
                return Optional.empty();
            }
        }
        return Optional.of(root);
    }

    private static boolean put(ObjectNode root, String rawKey, String rawValue) {
        Optional<String> key = decoded(rawKey);
        Optional<String> value = decoded(rawValue);
        if (key.isEmpty() || value.isEmpty()) {
            return false;
        }
        Matcher matcher = KEY.matcher(key.get());
        if (!matcher.matches()) {
            return false;
        }
        List<String> segments =
                SEGMENT.matcher(matcher.group(2)).results().map(found -> found.group(1)).toList();
        if (segments.size() > MAX_DEPTH) {
            return false;
        }
        ObjectNode place = root;
        String name = matcher.group(1);
        for (String segment : segments) {
            if (!(place.path(name) instanceof ObjectNode)) {
                if (place.has(name)) {
                    return false;
                }
                place.putObject(name);
            }
            place = place.withObjectProperty(name);
            name = segment.isEmpty() ? String.valueOf(place.size()) : segment;
        }
        if (place.path(name).isObject()) {
            return false;
        }
        place.put(name, value.get());
        return true;
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
