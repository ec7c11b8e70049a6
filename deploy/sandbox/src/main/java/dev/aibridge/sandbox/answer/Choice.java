package dev.aibridge.sandbox.answer;

import dev.aibridge.sandbox.count.Piece;
import java.util.List;
import java.util.stream.Collectors;

/// One of the answers to a request.
///
/// @param reasoning thinking that the client may read
/// @param hiddenReasoning tokens of thinking that it may not
/// @param finish `stop`, `length`, `tool_calls`
public record Choice(
        int index,
        List<Piece> reasoning,
        int hiddenReasoning,
        List<Piece> content,
        List<ToolCall> calls,
        String finish) {

    public Choice {
        reasoning = List.copyOf(reasoning);
        content = List.copyOf(content);
        calls = List.copyOf(calls);
    }

    /// The answer's text.
    public String text() {
        return join(content);
    }

    /// The visible thinking.
    public String reasoningText() {
        return join(reasoning);
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

    private static String join(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }
}
