package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `cache_control`: what it may say, where, how often and in which order.
final class CacheMarks {

    private static final int MOST = 4;

    private final Objections objections;
    private final Set<String> optional;
    private final List<Mark> marks = new ArrayList<>();

    CacheMarks(Objections objections, Betas betas) {
        this.objections = objections;
        this.optional = betas.has("prompt-caching-scope") ? Set.of("ttl", "scope") : Set.of("ttl");
    }

    /// Checks the mark of one block, tool or of the body; blocks are checked in the order in which
    /// the API reads them.
    void check(JsonNode owner, String path) {
        JsonNode mark = owner.path("cache_control");
        if (Fields.absent(mark)) {
            return;
        }
        String at = path.isEmpty() ? "cache_control" : path + ".cache_control";
        objections.unless(mark.isObject(), () -> at + ": Input should be an object");
        Fields fields = new Fields(objections, mark, at);
        fields.required("type");
        fields.oneOf("type", List.of("ephemeral"));
        Fields inside = new Fields(objections, mark, at + ".ephemeral");
        inside.only(Set.of("type"), optional);
        inside.oneOf("ttl", List.of("5m", "1h"));
        boolean emptyText =
                owner.path("type").asText().equals("text") && owner.path("text").asText().isEmpty();
        objections.unless(
                !emptyText, () -> path + ": cache_control cannot be set for empty text blocks");
        marks.add(new Mark(at, mark.path("ttl").asText("5m").equals("1h")));
    }

    /// Checks all marks together.
    void together() {
        objections.unless(
                marks.size() <= MOST,
                () ->
                        "A maximum of %d blocks with cache_control may be provided. Found %d."
                                .formatted(MOST, marks.size()));
        boolean shortSeen = false;
        for (Mark mark : marks) {
            boolean late = mark.hour() && shortSeen;
            objections.unless(
                    !late,
                    () ->
                            mark.path()
                                    + ".ttl: a ttl='1h' cache_control block must not come after a"
                                    + " ttl='5m' cache_control block. Note that blocks are"
                                    + " processed in the following order: `tools`, `system`,"
                                    + " `messages`.");
            shortSeen |= !mark.hour();
        }
    }

    /// A request without its marks, which are no part of what is asked.
    static JsonNode without(JsonNode node) {
        JsonNode copy = node.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("cache_control");
        }
        node.forEach(CacheMarks::strip);
    }

    private record Mark(String path, boolean hour) {}
}
