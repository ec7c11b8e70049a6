package dev.aibridge.sandbox.answer;

import dev.aibridge.sandbox.wire.Digest;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What a model is asked, in no dialect's words.
///
/// @param digest the same for equal questions, streamed or not, for whomever and however long
/// @param userText what the user said last, with instructions to the sandbox
/// @param answersUser whether the user spoke last, not a tool
/// @param choices how many answers are asked for
/// @param maxTokens of each
/// @param stops texts that end the answer and are not part of it
public record Question(
        Digest digest,
        String userText,
        boolean answersUser,
        int choices,
        long maxTokens,
        List<String> stops,
        Shape shape,
        ThinkingAndTools means) {

    public Question {
        stops = List.copyOf(stops);
    }

    /// How it may come to its answer.
    public record ThinkingAndTools(Thinking thinking, Toolbox tools) {}

    /// Whether the user asks, with `[[refuse]]`, that the model will not answer.
    public boolean refused() {
        return markers("refuse").findAny().isPresent();
    }

    OptionalInt wantedTokens() {
        return markers("tokens")
                .mapToInt(marker -> marker.values().path("tokens").asInt())
                .filter(tokens -> tokens > 0)
                .findFirst();
    }

    private Stream<Marker> markers(String name) {
        return Marker.allIn(userText).stream().filter(marker -> marker.name().equals(name));
    }
}
