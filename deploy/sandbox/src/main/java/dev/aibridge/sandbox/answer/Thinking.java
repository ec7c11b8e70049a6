package dev.aibridge.sandbox.answer;

/// How a model thinks before it answers.
///
/// @param hiddenSteps how long it thinks unseen, in steps of 64 tokens; 0 for not
/// @param visible whether it thinks aloud
public record Thinking(int hiddenSteps, boolean visible) {

    /// Not at all.
    public static final Thinking NONE = new Thinking(0, false);

    /// Aloud.
    public static final Thinking VISIBLE = new Thinking(0, true);

    /// Unseen, as OpenAI's models do.
    ///
    /// @param effort `none` to `xhigh`
    public static Thinking hidden(String effort) {
        return new Thinking(
                switch (effort) {
                    case "none" -> 0;
                    case "minimal", "low" -> 1;
                    case "high" -> 6;
                    case "xhigh" -> 12;
                    default -> 3;
                },
                false);
    }
}
