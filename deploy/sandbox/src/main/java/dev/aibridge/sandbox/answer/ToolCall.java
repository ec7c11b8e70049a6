package dev.aibridge.sandbox.answer;

import dev.aibridge.sandbox.count.Piece;
import java.util.List;
import java.util.stream.Collectors;

/// A call the model makes.
///
/// @param custom whether the tool takes free text instead of JSON arguments
/// @param head the name, with the tokens that the call costs beside its arguments
public record ToolCall(String id, boolean custom, Piece head, List<Piece> arguments) {

    public ToolCall {
        arguments = List.copyOf(arguments);
    }

    /// Everything passed to the tool.
    public String argumentText() {
        return arguments.stream().map(Piece::text).collect(Collectors.joining());
    }
}
