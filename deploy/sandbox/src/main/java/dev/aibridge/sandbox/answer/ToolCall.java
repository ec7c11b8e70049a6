package dev.aibridge.sandbox.answer;

import dev.aibridge.sandbox.count.Piece;
import java.util.List;

/// A call the model makes.
///
/// @param key 24 characters that name the call; a dialect puts its own word before them
/// @param head the name, with the tokens that the call costs beside its arguments
public record ToolCall(String key, Tool tool, Piece head, List<Piece> arguments) {

    public ToolCall {
        arguments = List.copyOf(arguments);
    }

    /// Everything passed to the tool.
    public String argumentText() {
        return Piece.join(arguments);
    }
}
