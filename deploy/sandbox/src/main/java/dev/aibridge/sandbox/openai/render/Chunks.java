package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.Answer;
import dev.aibridge.sandbox.answer.Choice;
import dev.aibridge.sandbox.answer.ToolCall;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.play.Step.Send;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A streamed answer: `chat.completion.chunk`, the role first, then thinking, text and calls, then
/// the reason for the end, then usage.
public final class Chunks {

    private final Envelope envelope;
    private final Answer answer;
    private final List<Send> chunks = new ArrayList<>();

    private Chunks(Envelope envelope, Answer answer) {
        this.envelope = envelope;
        this.answer = answer;
    }

    /// All events, `[DONE]` last.
    public static List<Send> of(Envelope envelope, Answer answer) {
        Chunks writer = new Chunks(envelope, answer);
        answer.choices().forEach(writer::opening);
        answer.choices().forEach(writer::body);
        writer.usage();
        writer.chunks.add(new Send(Script.event("[DONE]"), 0, false));
        return writer.chunks;
    }

    private void opening(Choice choice) {
        ObjectNode delta = Json.object().put("role", "assistant");
        if (choice.calls().isEmpty()) {
            delta.put("content", "");
        } else {
            delta.putNull("content");
        }
        if (envelope.vendor() == ChatVendor.OPENAI) {
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
            send(json, piece.tokens(), true);
        }
        for (int i = 0; i < choice.calls().size(); i++) {
            call(choice, i, choice.calls().get(i));
        }
        ending(choice);
    }

    private void call(Choice choice, int index, ToolCall call) {
        boolean custom = call.tool().freeText();
        String kind = custom ? "custom" : "function";
        String field = custom ? "input" : "arguments";
        ObjectNode opening =
                Json.object()
                        .put("index", index)
                        .put("id", Completion.idOf(call))
                        .put("type", kind);
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
        ObjectNode json =
                chunk(
                        choice,
                        Json.object(),
                        NullNode.getInstance(),
                        envelope.request().finishReason(choice.finish()));
        boolean shown = envelope.usage() != UsageView.MISSING;
        boolean last = choice.index() == answer.choices().size() - 1;
        if (shown && envelope.vendor() == ChatVendor.MOONSHOT) {
            ((ObjectNode) json.path("choices").get(0)).set("usage", usageJson());
        }
        if (shown && last && envelope.vendor() == ChatVendor.DEEPSEEK) {
            json.set("usage", usageJson());
        }
        send(json, 0, false);
    }

    private void usage() {
        if (envelope.request().includeUsage() && envelope.usage() != UsageView.MISSING) {
            ObjectNode json = opened();
            json.putArray("choices");
            json.set("usage", usageJson());
            send(json, 0, false);
        }
    }

    private ObjectNode usageJson() {
        return UsageJson.of(envelope.vendor(), answer.usage(), envelope.usage());
    }

    private void add(Choice choice, ObjectNode delta, int tokens, boolean content) {
        send(chunk(choice, delta, NullNode.getInstance(), null), tokens, content);
    }

    private void send(ObjectNode json, int tokens, boolean content) {
        byte[] event = Script.event(new String(Json.bytes(json), StandardCharsets.UTF_8));
        chunks.add(new Send(event, tokens, content));
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
