package dev.aibridge.sandbox.answer;

import dev.aibridge.sandbox.count.Piece;
import java.util.List;
import java.util.SplittableRandom;

/// What the model thinks before it answers.
///
/// @param hiddenTokens thinking that is only counted
/// @param visible thinking that the client may read
record Thought(int hiddenTokens, List<Piece> visible) {

    /// OpenAI counts hidden thinking in such steps.
    private static final int HIDDEN_STEP = 64;

    static Thought of(Thinking thinking, SplittableRandom random) {
        int steps = thinking.hiddenSteps();
        int jitter = steps == 0 ? 0 : random.nextInt(2);
        List<Piece> visible =
                thinking.visible() ? new Prose(random).write(random.nextInt(30, 91)) : List.of();
        return new Thought((steps + jitter) * HIDDEN_STEP, visible);
    }
}
