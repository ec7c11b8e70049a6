package dev.aibridge.sandbox.anthropic.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.play.Step.Send;
import dev.aibridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;

/// A streamed answer: the message without content, its blocks one after the other, the end.
public final class MessageEvents {

    private final Message message;
    private final List<Send> events = new ArrayList<>();

    private MessageEvents(Message message) {
        this.message = message;
    }

    /// All events, `message_stop` last.
    public static List<Send> of(Message message) {
        MessageEvents writer = new MessageEvents(message);
        writer.opening();
        for (int i = 0; i < message.blocks().size(); i++) {
            writer.block(i, message.blocks().get(i));
        }
        writer.ending();
        return writer.events;
    }

    /// A block as it begins in a stream; what is not said bit by bit is already there.
    static ObjectNode start(Block block) {
        return switch (block) {
            case Block.Thought thought ->
                    typed("thinking").put("thinking", "").put("signature", "");
            case Block.Redacted redacted -> typed("redacted_thinking").put("data", redacted.data());
            case Block.Said said -> typed("text").putNull("citations").put("text", "");
            case Block.Called called ->
                    use("tool_use", "toolu_01" + called.call().key().substring(2))
                            .put("name", called.call().tool().name());
            case Block.Searched searched ->
                    use("server_tool_use", searched.id()).put("name", "web_search");
            case Block.Found found ->
                    typed("web_search_tool_result")
                            .put("tool_use_id", found.id())
                            .set("content", found.results());
            case Block.Summed summed -> typed("compaction").putNull("content");
        };
    }

    private void opening() {
        ObjectNode json = typed("message_start");
        json.set("message", message.opened());
        send(json, 0, false);
        send(typed("ping"), 0, false);
    }

    private void block(int index, Block block) {
        ObjectNode start = typed("content_block_start").put("index", index);
        start.set("content_block", start(block));
        send(start, startTokens(block), isContent(block));
        switch (block) {
            case Block.Thought thought -> thought(index, thought);
            case Block.Said said ->
                    said.pieces().forEach(piece -> delta(index, "text_delta", "text", piece));
            case Block.Called called -> input(index, called.call().arguments());
            case Block.Searched searched -> input(index, searched.input());
            case Block.Summed summed -> summed(index, summed);
            case Block.Redacted redacted -> {}
            case Block.Found found -> {}
        }
        send(typed("content_block_stop").put("index", index), 0, false);
    }

    private void thought(int index, Block.Thought thought) {
        int unseen = 0;
        for (Piece piece : thought.pieces()) {
            if (thought.shown()) {
                delta(index, "thinking_delta", "thinking", piece);
            } else {
                unseen += piece.tokens();
            }
        }
        delta(index, "signature_delta", "signature", new Piece(thought.signature(), unseen));
    }

    private void input(int index, List<Piece> pieces) {
        delta(index, "input_json_delta", "partial_json", new Piece("", 0));
        pieces.forEach(piece -> delta(index, "input_json_delta", "partial_json", piece));
    }

    private void summed(int index, Block.Summed summed) {
        int tokens = summed.pieces().stream().mapToInt(Piece::tokens).sum();
        String text = Piece.join(summed.pieces());
        delta(index, "compaction_delta", "content", new Piece(text, tokens));
    }

    private void delta(int index, String type, String field, Piece piece) {
        ObjectNode json = typed("content_block_delta").put("index", index);
        json.putObject("delta").put("type", type).put(field, piece.text());
        send(json, piece.tokens(), true);
    }

    private void ending() {
        ObjectNode json = typed("message_delta");
        ObjectNode delta = json.putObject("delta");
        message.end(delta);
        delta.putNull("container");
        message.contextManagement(json);
        if (message.view() != UsageView.MISSING) {
            json.set("usage", UsageJson.closing(message));
        }
        send(json, 0, false);
        send(typed("message_stop"), 0, false);
    }

    private static int startTokens(Block block) {
        return switch (block) {
            case Block.Called called -> called.call().head().tokens();
            case Block.Redacted redacted -> redacted.tokens();
            default -> 0;
        };
    }

    private static boolean isContent(Block block) {
        return switch (block) {
            case Block.Called called -> true;
            case Block.Redacted redacted -> true;
            case Block.Searched searched -> true;
            case Block.Found found -> true;
            default -> false;
        };
    }

    private void send(ObjectNode json, int tokens, boolean content) {
        events.add(new Send(Script.event(json.path("type").asText(), json), tokens, content));
    }

    private static ObjectNode use(String type, String id) {
        ObjectNode json = typed(type).put("id", id);
        json.putObject("input");
        return json;
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }
}
