package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.count.Piece;
import java.util.List;
import java.util.SplittableRandom;

/// What the model thinks before it answers.
///
/// @param hiddenTokens thinking that is only counted
/// @param visible thinking that the client may read
record Thought(int hiddenTokens, List<Piece> visible) {

    private static final Thought NONE = new Thought(0, List.of());

    /// OpenAI counts hidden thinking in such steps.
    private static final int HIDDEN_STEP = 64;

    static Thought of(ChatRequest request, SplittableRandom random) {
        JsonNode body = request.body();
        return switch (request.model().thinking()) {
            case NONE -> NONE;
            case HIDDEN -> hidden(body.path("reasoning_effort").asText("medium"), random);
            case SHOWN -> shown(random);
            case SHOWN_UNLESS_DISABLED ->
                    body.path("thinking").path("type").asText().equals("disabled")
                            ? NONE
                            : shown(random);
            case SHOWN_WHEN_ENABLED ->
                    body.path("enable_thinking").asBoolean() ? shown(random) : NONE;
        };
    }

    private static Thought hidden(String effort, SplittableRandom random) {
        int steps =
                switch (effort) {
                    case "none" -> 0;
                    case "low" -> 1;
                    case "high" -> 6;
                    case "xhigh" -> 12;
                    default -> 3;
                };
        int jitter = steps == 0 ? 0 : random.nextInt(2);
        return new Thought((steps + jitter) * HIDDEN_STEP, List.of());
    }

    private static Thought shown(SplittableRandom random) {
        return new Thought(0, new Prose(random).write(random.nextInt(30, 91)));
    }
}
