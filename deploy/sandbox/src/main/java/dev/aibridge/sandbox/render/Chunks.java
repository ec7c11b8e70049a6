package dev.aibridge.sandbox.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.Answer;
import dev.aibridge.sandbox.answer.Choice;
import dev.aibridge.sandbox.answer.ToolCall;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.vendor.Vendor;
import dev.aibridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A streamed answer: `chat.completion.chunk`, the role first, then thinking, text and calls, then
/// the reason for the end, then usage.
public final class Chunks {

    private final Envelope envelope;
    private final Answer answer;
    private final List<Chunk> chunks = new ArrayList<>();

    private Chunks(Envelope envelope, Answer answer) {
        this.envelope = envelope;
        this.answer = answer;
    }

    /// All events but the closing `[DONE]`.
    public static List<Chunk> of(Envelope envelope, Answer answer) {
        Chunks writer = new Chunks(envelope, answer);
        answer.choices().forEach(writer::opening);
        answer.choices().forEach(writer::body);
        writer.usage();
        return writer.chunks;
    }

    private void opening(Choice choice) {
        ObjectNode delta = Json.object().put("role", "assistant");
        if (choice.calls().isEmpty()) {
            delta.put("content", "");
        } else {
            delta.putNull("content");
        }
        if (envelope.vendor() == Vendor.OPENAI) {
            delta.putNull("refusal");
        }
        add(choice, delta, choice.hiddenReasoning(), false);
    }

    private void body(Choice choice) {
        for (Piece piece : choice.reasoning()) {
            add(choice, Json.object().put("reasoning_content", piece.text()), piece.tokens(), true);
        }
        for (Piece piece : choice.content()) {
            ObjectNode delta = Json.object().put("content", piece.text());
            ObjectNode json =
                    chunk(choice, delta, Logprobs.of(envelope.request(), List.of(piece)), null);
            chunks.add(new Chunk(json, piece.tokens(), true));
        }
        for (int i = 0; i < choice.calls().size(); i++) {
            call(choice, i, choice.calls().get(i));
        }
        ending(choice);
    }

    private void call(Choice choice, int index, ToolCall call) {
        String kind = call.custom() ? "custom" : "function";
        String field = call.custom() ? "input" : "arguments";
        ObjectNode opening =
                Json.object().put("index", index).put("id", call.id()).put("type", kind);
        opening.putObject(kind).put("name", call.head().text()).put(field, "");
        add(choice, calling(opening), call.head().tokens(), true);
        for (Piece piece : call.arguments()) {
            ObjectNode more = Json.object().put("index", index);
            more.putObject(kind).put(field, piece.text());
            add(choice, calling(more), piece.tokens(), true);
        }
    }

    private static ObjectNode calling(ObjectNode call) {
        ObjectNode delta = Json.object();
        delta.putArray("tool_calls").add(call);
        return delta;
    }

    private void ending(Choice choice) {
        ObjectNode json = chunk(choice, Json.object(), NullNode.getInstance(), choice.finish());
        boolean shown = envelope.usage() != UsageView.MISSING;
        boolean last = choice.index() == answer.choices().size() - 1;
        if (shown && envelope.vendor() == Vendor.MOONSHOT) {
            ((ObjectNode) json.path("choices").get(0)).set("usage", usageJson());
        }
        if (shown && last && envelope.vendor() == Vendor.DEEPSEEK) {
            json.set("usage", usageJson());
        }
        chunks.add(new Chunk(json, 0, false));
    }

    private void usage() {
        if (envelope.request().includeUsage() && envelope.usage() != UsageView.MISSING) {
            ObjectNode json = opened();
            json.putArray("choices");
            json.set("usage", usageJson());
            chunks.add(new Chunk(json, 0, false));
        }
    }

    private ObjectNode usageJson() {
        return UsageJson.of(envelope.vendor(), answer.usage(), envelope.usage());
    }

    private void add(Choice choice, ObjectNode delta, int tokens, boolean content) {
        chunks.add(new Chunk(chunk(choice, delta, NullNode.getInstance(), null), tokens, content));
    }

    private ObjectNode chunk(
            Choice choice, ObjectNode delta, JsonNode logprobs, @Nullable String finish) {
        ObjectNode json = opened();
        ObjectNode one = json.putArray("choices").addObject().put("index", choice.index());
        one.set("delta", delta);
        one.set("logprobs", logprobs);
        one.put("finish_reason", finish);
        if (envelope.request().includeUsage()) {
            json.putNull("usage");
        }
        return json;
    }

    private ObjectNode opened() {
        ObjectNode json = envelope.open("chat.completion.chunk");
        envelope.vendorFields(json);
        return json;
    }
}
