package dev.aibridge.sandbox.anthropic.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.anthropic.rules.MessagesRequest;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole answer: blocks, the reason of the end, usage.
///
/// @param compaction what a pass that summed the conversation up used; null when there was none
public record Message(
        MessagesRequest request,
        String id,
        List<Block> blocks,
        Ending ending,
        Usage usage,
        @Nullable Usage compaction,
        UsageView view) {

    private static final String REFUSED =
            "This request was refused because it may violate our usage policies.";

    public Message {
        blocks = List.copyOf(blocks);
    }

    Message(MessagesRequest request, String id, List<Block> blocks, Ending ending, Usage usage) {
        this(request, id, blocks, ending, usage, null, UsageView.TRUE);
    }

    /// Why it ended.
    ///
    /// @param sequence the text that ended it; empty for none
    public record Ending(String reason, String sequence) {}

    /// The name of the answer to a request, unlike any other's.
    static String id(MessagesRequest request, long seq) {
        return "msg_01" + request.digest().hex(13) + String.format("%09d", seq);
    }

    /// An answer that ends after compacting.
    public static Message paused(MessagesRequest request, Block summary, long seq) {
        return new Message(
                request,
                id(request, seq),
                List.of(summary),
                new Ending("compaction", ""),
                Usage.ofPrompt(0, 0, 0));
    }

    /// The same, after a pass that summed the conversation up.
    public Message compactedBy(Usage pass) {
        return new Message(request, id, blocks, ending, usage, pass, view);
    }

    /// The same, with usage told so.
    public Message reported(UsageView told) {
        return new Message(request, id, blocks, ending, usage, compaction, told);
    }

    /// What the vendor bills: all passes.
    public Usage billed() {
        Usage pass = compaction;
        return pass == null ? usage : usage.plus(pass);
    }

    /// The body of an answer that is not streamed.
    public ObjectNode toJson() {
        ObjectNode json = opening();
        ArrayNode content = json.putArray("content");
        blocks.forEach(block -> content.add(json(block)));
        end(json);
        contextManagement(json);
        if (view != UsageView.MISSING) {
            json.set("usage", UsageJson.whole(this));
        }
        return json;
    }

    /// What a stream opens with: everything but blocks, end and produced tokens.
    ObjectNode opened() {
        ObjectNode json = opening();
        json.putArray("content");
        json.putNull("stop_reason").putNull("stop_sequence").putNull("stop_details");
        if (view != UsageView.MISSING) {
            json.set("usage", UsageJson.opening(this));
        }
        return json;
    }

    void end(ObjectNode json) {
        json.put("stop_reason", ending.reason());
        json.put("stop_sequence", ending.sequence().isEmpty() ? null : ending.sequence());
        if (ending.reason().equals("refusal")) {
            json.putObject("stop_details")
                    .put("type", "refusal")
                    .putNull("category")
                    .put("explanation", REFUSED);
        } else {
            json.putNull("stop_details");
        }
    }

    void contextManagement(ObjectNode json) {
        if (request.body().hasNonNull("context_management")) {
            json.putObject("context_management").putArray("applied_edits");
        }
    }

    private ObjectNode opening() {
        return Json.object()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", request.model().snapshot())
                .putNull("container")
                .putNull("diagnostics");
    }

    private static ObjectNode json(Block block) {
        ObjectNode json = MessageEvents.start(block);
        switch (block) {
            case Block.Thought thought -> {
                json.put("thinking", thought.shown() ? Piece.join(thought.pieces()) : "");
                json.put("signature", thought.signature());
            }
            case Block.Said said -> json.put("text", Piece.join(said.pieces()));
            case Block.Called called -> json.set("input", Inputs.of(called.call().argumentText()));
            case Block.Searched searched ->
                    json.set("input", Inputs.of(Piece.join(searched.input())));
            case Block.Summed summed -> json.put("content", Piece.join(summed.pieces()));
            case Block.Redacted redacted -> {}
            case Block.Found found -> {}
        }
        return json;
    }
}
