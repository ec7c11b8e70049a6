package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What the user said last in a request of any dialect, where instructions to the sandbox stand.
public final class LastWords {

    private static final Set<String> INSTRUCTING = Set.of("system", "developer");

    private LastWords() {}

    /// The text; empty when no user said anything. Of a request without turns, what is to be
    /// embedded, spoken, drawn or completed.
    public static String of(JsonNode body) {
        if (body.has("messages")) {
            return spoken(body.path("messages"));
        }
        JsonNode input = body.path("input");
        boolean turns = input.isArray() && input.path(0).isObject();
        return turns ? spoken(input) : text(input) + text(body.path("prompt"));
    }

    /// Whether it is the user who spoke last, not a model or a tool; instructions do not count.
    public static boolean areLast(JsonNode body) {
        JsonNode turns = body.has("messages") ? body.path("messages") : body.path("input");
        JsonNode last = MissingNode.getInstance();
        for (JsonNode turn : turns) {
            last = INSTRUCTING.contains(turn.path("role").asText()) ? last : turn;
        }
        return !last.isObject() || saidIn(last).isPresent();
    }

    private static String spoken(JsonNode turns) {
        String last = "";
        for (JsonNode turn : turns) {
            last = saidIn(turn).orElse(last);
        }
        return last;
    }

    /// A user's turn that only hands back results says nothing.
    private static Optional<String> saidIn(JsonNode turn) {
        JsonNode content = turn.path("content");
        boolean user = turn.path("role").asText().equals("user");
        boolean results =
                !content.isEmpty()
                        && content.valueStream()
                                .allMatch(block -> block.path("type").asText().endsWith("_result"));
        return user && !results ? Optional.of(text(content)) : Optional.empty();
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        return StreamSupport.stream(content.spliterator(), false)
                .map(part -> part.isTextual() ? part.asText() : part.path("text").asText())
                .collect(Collectors.joining("\n"));
    }
}
