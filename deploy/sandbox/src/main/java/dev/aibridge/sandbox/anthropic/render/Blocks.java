package dev.aibridge.sandbox.anthropic.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.aibridge.sandbox.answer.Answer;
import dev.aibridge.sandbox.answer.Choice;
import dev.aibridge.sandbox.answer.Finish;
import dev.aibridge.sandbox.answer.Marker;
import dev.aibridge.sandbox.anthropic.rules.MessagesRequest;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.Tokens;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.wire.Json;
import dev.aibridge.sandbox.wire.Seals;
import java.util.ArrayList;
import java.util.List;

/// Puts what the model says into blocks.
public final class Blocks {

    /// Prompt tokens that the results of one search add.
    private static final int TOKENS_PER_SEARCH = 1_200;

    private final MessagesRequest request;
    private final Seals seals;
    private final Seals thinkingSeals;

    /// For the answer to one request.
    public Blocks(MessagesRequest request) {
        this.request = request;
        this.seals = request.seals();
        this.thinkingSeals = request.thinkingSeals();
    }

    /// The message of an answer.
    ///
    /// @param before blocks that come first
    /// @param windowEnds whether the model's window, not the request, limits the answer
    public Message message(Answer answer, List<Block> before, boolean windowEnds, long seq) {
        Choice choice = answer.only();
        List<Block> blocks = new ArrayList<>(before);
        if (!choice.reasoning().isEmpty()) {
            blocks.add(thought(choice));
        }
        List<String> searches = answer.usage().completion() == 0 ? List.of() : request.searches();
        List<Block> looked = searches.stream().flatMap(query -> searched(query).stream()).toList();
        blocks.addAll(looked);
        if (!choice.content().isEmpty()) {
            blocks.add(new Block.Said(choice.content()));
        }
        choice.calls().forEach(call -> blocks.add(new Block.Called(call)));
        return new Message(
                request,
                Message.id(request, seq),
                blocks,
                new Message.Ending(reason(choice.finish(), windowEnds), choice.stop()),
                withSearches(answer.usage(), looked, searches.size()));
    }

    private Block thought(Choice choice) {
        String text = choice.reasoningText();
        boolean redacted =
                Marker.allIn(request.question(1).userText()).stream()
                        .anyMatch(marker -> marker.name().equals("redacted"));
        if (redacted) {
            return new Block.Redacted(
                    thinkingSeals.sealed(text), Math.toIntExact(choice.reasoningTokens()));
        }
        return request.omitsThinking()
                ? new Block.Thought(choice.reasoning(), false, thinkingSeals.sealed(text))
                : new Block.Thought(choice.reasoning(), true, thinkingSeals.signature(text));
    }

    private List<Block> searched(String query) {
        String key = request.digest().hex(14) + Integer.toHexString(query.hashCode());
        String id = "srvtoolu_01" + key;
        String input = Json.object().put("query", query).toString();
        ArrayNode results = Json.array();
        results.addObject()
                .put("type", "web_search_result")
                .put("title", "About " + query)
                .put("url", "https://example.com/" + key)
                .put("encrypted_content", seals.sealed(query))
                .putNull("page_age");
        return List.of(new Block.Searched(id, Tokens.pieces(input)), new Block.Found(id, results));
    }

    private static Usage withSearches(Usage usage, List<Block> looked, int searches) {
        long tokens =
                looked.stream()
                        .filter(Block.Searched.class::isInstance)
                        .map(Block.Searched.class::cast)
                        .flatMap(search -> search.input().stream())
                        .mapToLong(Piece::tokens)
                        .sum();
        long prompt = usage.prompt() + (long) searches * TOKENS_PER_SEARCH;
        return new Usage(
                prompt,
                usage.cached(),
                usage.writes(),
                usage.completion() + tokens,
                usage.reasoning(),
                usage.images(),
                searches);
    }

    private static String reason(Finish finish, boolean windowEnds) {
        return switch (finish) {
            case STOP, NO_RESOURCE -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> windowEnds ? "model_context_window_exceeded" : "max_tokens";
            case CALLS -> "tool_use";
            case REFUSED -> "refusal";
        };
    }
}
