package dev.aibridge.sandbox.answer;

import dev.aibridge.sandbox.count.Usage;
import java.util.List;

/// All that a model says to one request, and what it used.
public record Answer(List<Choice> choices, Usage usage) {

    public Answer {
        choices = List.copyOf(choices);
    }

    /// The first, which is the only one in most dialects.
    public Choice only() {
        return choices.getFirst();
    }

    /// The same answer with nothing said, as a broken vendor gives it.
    public Answer silenced() {
        List<Choice> silent =
                choices.stream()
                        .map(
                                choice ->
                                        new Choice(
                                                choice.index(),
                                                List.of(),
                                                0,
                                                List.of(),
                                                List.of(),
                                                Finish.STOP,
                                                ""))
                        .toList();
        return new Answer(silent, usage.producedOnly(0));
    }

    /// The same answer with another reason for its end.
    public Answer finishedBy(Finish finish) {
        return new Answer(
                choices.stream().map(choice -> choice.finishedBy(finish)).toList(), usage);
    }
}
