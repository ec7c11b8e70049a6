package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.count.ImageSize;
import dev.aibridge.sandbox.count.TokenSequence;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A prompt as the token sequence that is counted and cached: tools, system, messages, with the
/// places where blocks end and where the request marks a prefix for the cache.
public final class Prompt {

    /// Stands for tokens without text.
    private static final int MARK = -1;

    private static final int AROUND_MESSAGE = 3;
    private static final int OPENING = 1;

    /// The API's own instructions when tools are offered, for a free choice and for a forced one.
    private static final int TOOLS_AUTO = 346;

    private static final int TOOLS_FORCED = 313;

    private static final int PIXELS_PER_TOKEN = 750;
    private static final int LONGEST_SIDE = 1_568;
    private static final int UNKNOWN_IMAGE = 1_334;
    private static final int TOKENS_PER_PAGE = 2_000;

    private final TokenSequence sequence = new TokenSequence();
    private final List<Boundary> boundaries = new ArrayList<>();
    private int images;

    private Prompt() {}

    /// Where a block ends.
    ///
    /// @param tokens before it, all in all
    /// @param mark what the request wants cached up to here
    public record Boundary(int tokens, Mark mark) {}

    /// How long a prefix is to be kept.
    public enum Mark {
        NONE,
        FIVE_MINUTES,
        ONE_HOUR
    }

    /// Counts a valid request; what was compacted is not part of it any more.
    public static Prompt of(JsonNode body) {
        Prompt prompt = new Prompt();
        prompt.frame(body);
        List<Turn> turns = Turn.of(body.path("messages"));
        int from = lastCompaction(turns);
        int seen = 0;
        for (Turn turn : turns) {
            prompt.marks(AROUND_MESSAGE);
            for (Turn.Place place : turn.blocks()) {
                if (seen++ >= from) {
                    prompt.block(place.block());
                }
            }
        }
        prompt.automatic(body.path("cache_control"));
        prompt.marks(OPENING);
        return prompt;
    }

    /// What remains of a request after its conversation was replaced by a summary.
    public static Prompt compacted(JsonNode body, String summary) {
        Prompt prompt = new Prompt();
        prompt.frame(body);
        prompt.marks(AROUND_MESSAGE);
        prompt.sequence.text(summary);
        prompt.marks(OPENING);
        return prompt;
    }

    /// The sequence.
    public int[] toArray() {
        return sequence.toArray();
    }

    /// Its length.
    public int count() {
        return sequence.size();
    }

    /// Images in it.
    public int images() {
        return images;
    }

    /// Where its blocks end, in order.
    public List<Boundary> boundaries() {
        return List.copyOf(boundaries);
    }

    private void frame(JsonNode body) {
        JsonNode tools = body.path("tools");
        if (!tools.isEmpty()) {
            String choice = body.path("tool_choice").path("type").asText("auto");
            marks(choice.equals("any") || choice.equals("tool") ? TOOLS_FORCED : TOOLS_AUTO);
            tools.forEach(
                    tool -> {
                        sequence.text(CacheMarks.without(tool).toString());
                        boundary(tool);
                    });
        }
        JsonNode system = body.path("system");
        if (system.isTextual()) {
            sequence.text(system.asText());
        }
        system.forEach(this::block);
        // Thinking and the choice of a tool belong to the cached messages without being tokens.
        sequence.marks(
                1, MARK ^ body.path("thinking").hashCode() ^ body.path("tool_choice").hashCode());
    }

    private static int lastCompaction(List<Turn> turns) {
        int at = 0;
        int last = 0;
        for (Turn turn : turns) {
            for (Turn.Place place : turn.blocks()) {
                if (place.is("compaction") && place.block().hasNonNull("content")) {
                    last = at;
                }
                at++;
            }
        }
        return last;
    }

    private void block(JsonNode block) {
        switch (block.path("type").asText()) {
            case "text" -> sequence.text(block.path("text").asText());
            case "thinking" -> sequence.text(block.path("thinking").asText());
            case "image" -> image(block.path("source"));
            case "document" -> document(block);
            case "tool_result" -> {
                sequence.text(block.path("tool_use_id").asText());
                JsonNode content = block.path("content");
                if (content.isTextual()) {
                    sequence.text(content.asText());
                }
                content.forEach(this::block);
            }
            case "compaction" -> sequence.text(block.path("content").asText());
            default -> sequence.text(CacheMarks.without(block).toString());
        }
        boundary(block);
    }

    private void image(JsonNode source) {
        images++;
        String data = source.path("data").asText();
        int tokens = UNKNOWN_IMAGE;
        if (!data.isEmpty()) {
            tokens =
                    ImageSize.of(Base64.getDecoder().decode(data))
                            .map(size -> size.fittedInto(LONGEST_SIDE))
                            .map(
                                    size ->
                                            Math.ceilDiv(
                                                    size.width() * size.height(), PIXELS_PER_TOKEN))
                            .orElse(UNKNOWN_IMAGE);
        }
        sequence.marks(tokens, MARK ^ source.hashCode());
    }

    private void document(JsonNode block) {
        JsonNode source = block.path("source");
        sequence.text(block.path("title").asText() + block.path("context").asText());
        switch (source.path("type").asText()) {
            case "text" -> sequence.text(source.path("data").asText());
            case "content" -> {
                JsonNode content = source.path("content");
                sequence.text(content.isTextual() ? content.asText() : "");
                content.forEach(this::block);
            }
            default -> sequence.marks(TOKENS_PER_PAGE, MARK ^ source.hashCode());
        }
    }

    private void boundary(JsonNode block) {
        boundaries.add(new Boundary(sequence.size(), markOf(block.path("cache_control"))));
    }

    /// A mark of the whole request stands at its last block.
    private void automatic(JsonNode mark) {
        if (!Fields.absent(mark) && !boundaries.isEmpty()) {
            boundaries.add(new Boundary(boundaries.removeLast().tokens(), markOf(mark)));
        }
    }

    private static Mark markOf(JsonNode mark) {
        if (Fields.absent(mark)) {
            return Mark.NONE;
        }
        return mark.path("ttl").asText().equals("1h") ? Mark.ONE_HOUR : Mark.FIVE_MINUTES;
    }

    private void marks(int count) {
        sequence.marks(count, MARK);
    }
}
