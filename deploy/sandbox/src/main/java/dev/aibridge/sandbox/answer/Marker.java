package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// An instruction to the sandbox inside a prompt: `[[tokens=500]]`, `[[pace=0]]`, `[[fault:cut
/// after_events=2]]`.
///
/// @param name what stands before the first space, `=` or at the end: `tokens`, `fault:cut`
/// @param values its `k=v` pairs; whole numbers are numbers, quoted values may hold spaces
public record Marker(String name, ObjectNode values) {

    private static final Pattern MARKER = Pattern.compile("\\[\\[([a-z_:]{1,40}[^\\[]{0,2000}?)]]");
    private static final Pattern PAIR =
            Pattern.compile("([a-z_-]{1,40})=(?:\"([^\"]*)\"|'([^']*)'|([^\\s\\]]*))");

    /// All markers of a text, in order.
    public static List<Marker> allIn(String text) {
        return MARKER.matcher(text).results().map(hit -> of(hit.group(1))).toList();
    }

    private static Marker of(String inside) {
        ObjectNode values = Json.object();
        PAIR.matcher(inside).results().forEach(pair -> put(values, pair));
        return new Marker(inside.split("[\\s=]", 2)[0], values);
    }

    private static void put(ObjectNode values, MatchResult pair) {
        String value = firstGiven(pair);
        if (value.matches("-?[0-9]{1,9}")) {
            values.put(pair.group(1), Integer.parseInt(value));
        } else {
            values.put(pair.group(1), value);
        }
    }

    private static String firstGiven(MatchResult pair) {
        for (int group = 2; group < 4; group++) {
            if (pair.group(group) != null) {
                return pair.group(group);
            }
        }
        return pair.group(4);
    }
}
