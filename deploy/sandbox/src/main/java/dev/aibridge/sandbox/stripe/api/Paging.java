package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.params.Answer;
import dev.aibridge.sandbox.stripe.params.Refusal;
import dev.aibridge.sandbox.stripe.params.Shape;
import dev.aibridge.sandbox.wire.Json;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Lists, newest first, by `limit`, `starting_after` and `ending_before`.
final class Paging {

    static final Shape.Fields SHAPE =
            Shape.Fields.none()
                    .with("limit", new Shape.Whole(1, 100))
                    .with("starting_after", Shape.id())
                    .with("ending_before", Shape.id());

    private static final String AFTER = "starting_after";
    private static final String BEFORE = "ending_before";
    private static final int DEFAULT_LIMIT = 10;

    private Paging() {}

    /// One page of what fits a filter.
    ///
    /// @param object their kind, for a cursor that isn't among them
    static Answer page(String url, String object, List<ObjectNode> all, ObjectNode values) {
        boolean back = values.hasNonNull(BEFORE);
        if (back && values.hasNonNull(AFTER)) {
            return Refusal.invalid(
                            "You may only specify one of these parameters: ending_before,"
                                    + " starting_after.",
                            null,
                            null)
                    .answer();
        }
        List<ObjectNode> ordered = back ? all.reversed() : all;
        String name = back ? BEFORE : AFTER;
        int start = 0;
        if (values.hasNonNull(name)) {
            String cursor = values.path(name).asText();
            Optional<Integer> place = indexOf(ordered, cursor);
            if (place.isEmpty()) {
                return Refusal.missing(object, cursor, name).inBody().answer();
            }
            start = place.get() + 1;
        }
        int end = Math.min(ordered.size(), start + values.path("limit").asInt(DEFAULT_LIMIT));
        List<ObjectNode> page = ordered.subList(start, end);
        return Answer.ok(json(url, back ? page.reversed() : page, end < ordered.size()));
    }

    private static Optional<Integer> indexOf(List<ObjectNode> objects, String id) {
        return IntStream.range(0, objects.size())
                .filter(i -> objects.get(i).path("id").asText().equals(id))
                .boxed()
                .findFirst();
    }

    private static JsonNode json(String url, List<ObjectNode> page, boolean more) {
        ObjectNode list = Json.object().put("object", "list");
        list.putArray("data").addAll(Collections.unmodifiableList(page));
        return list.put("has_more", more).put("url", url);
    }
}
