package dev.aibridge.sandbox.answer;

import dev.aibridge.sandbox.count.Piece;
import java.util.List;

/// One of the answers to a request.
///
/// @param reasoning thinking that the client may read
/// @param hiddenReasoning tokens of thinking that it may not
/// @param stop the text of the request that ended it; empty for none
public record Choice(
        int index,
        List<Piece> reasoning,
        int hiddenReasoning,
        List<Piece> content,
        List<ToolCall> calls,
        Finish finish,
        String stop) {

    public Choice {
        reasoning = List.copyOf(reasoning);
        content = List.copyOf(content);
        calls = List.copyOf(calls);
    }

    /// The same with another reason for its end.
    public Choice finishedBy(Finish other) {
        return new Choice(index, reasoning, hiddenReasoning, content, calls, other, "");
    }

    /// The answer's text.
    public String text() {
        return Piece.join(content);
    }

    /// The visible thinking.
    public String reasoningText() {
        return Piece.join(reasoning);
    }

    /// Tokens of thinking, visible or not.
    public long reasoningTokens() {
        return hiddenReasoning + sum(reasoning);
    }

    /// All tokens produced.
    public long tokens() {
        long tokens = reasoningTokens() + sum(content);
        for (ToolCall call : calls) {
            tokens += call.head().tokens() + sum(call.arguments());
        }
        return tokens;
    }

    private static long sum(List<Piece> pieces) {
        return pieces.stream().mapToLong(Piece::tokens).sum();
    }
}
