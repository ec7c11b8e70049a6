package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.Answer;
import dev.aibridge.sandbox.answer.Choice;
import dev.aibridge.sandbox.answer.Finish;
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

/// A legacy completion: `text_completion`, whole or in events.
///
/// @param includeUsage whether a stream ends with its usage
public record TextCompletion(
        String id,
        String model,
        long createdEpochSeconds,
        Answer answer,
        boolean includeUsage,
        UsageView view) {

    /// The body.
    public ObjectNode toJson() {
        ObjectNode json = opened();
        for (Choice choice : answer.choices()) {
            json.withArray("choices").add(choice(choice.index(), choice.text(), reason(choice)));
        }
        usage(json);
        return json;
    }

    /// All events, `[DONE]` last.
    public List<Send> events() {
        List<Send> events = new ArrayList<>();
        for (Choice choice : answer.choices()) {
            for (Piece piece : choice.content()) {
                events.add(event(choice(choice.index(), piece.text(), null), piece.tokens()));
            }
            events.add(event(choice(choice.index(), "", reason(choice)), 0));
        }
        if (includeUsage) {
            ObjectNode json = opened();
            json.putArray("choices");
            usage(json);
            events.add(send(json, 0));
        }
        events.add(new Send(Script.event("[DONE]"), 0, false));
        return events;
    }

    private Send event(ObjectNode choice, int tokens) {
        ObjectNode json = opened();
        json.withArray("choices").add(choice);
        return send(json, tokens);
    }

    private static Send send(ObjectNode json, int tokens) {
        String text = new String(Json.bytes(json), StandardCharsets.UTF_8);
        return new Send(Script.event(text), tokens, tokens > 0);
    }

    private void usage(ObjectNode json) {
        if (view != UsageView.MISSING) {
            json.set("usage", UsageJson.of(ChatVendor.OPENAI, answer.usage(), view));
        }
    }

    private ObjectNode opened() {
        ObjectNode json =
                Json.object()
                        .put("id", id)
                        .put("object", "text_completion")
                        .put("created", createdEpochSeconds)
                        .put("model", model);
        json.putArray("choices");
        return json;
    }

    private static ObjectNode choice(int index, String text, @Nullable String finish) {
        return Json.object()
                .put("text", text)
                .put("index", index)
                .putNull("logprobs")
                .put("finish_reason", finish);
    }

    private static String reason(Choice choice) {
        return choice.finish() == Finish.LENGTH ? "length" : "stop";
    }
}
