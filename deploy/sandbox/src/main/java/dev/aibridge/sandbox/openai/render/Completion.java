package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.Answer;
import dev.aibridge.sandbox.answer.Choice;
import dev.aibridge.sandbox.answer.ToolCall;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.wire.Json;

/// A whole answer: `chat.completion`.
public final class Completion {

    private final Envelope envelope;

    /// A writer of one answer.
    public Completion(Envelope envelope) {
        this.envelope = envelope;
    }

    /// The body.
    public ObjectNode of(Answer answer) {
        ObjectNode json = envelope.open("chat.completion");
        ArrayNode choices = json.putArray("choices");
        answer.choices().forEach(choice -> choices.add(choice(choice)));
        if (envelope.usage() != UsageView.MISSING) {
            json.set("usage", UsageJson.of(envelope.vendor(), answer.usage(), envelope.usage()));
        }
        envelope.vendorFields(json);
        return json;
    }

    private ObjectNode choice(Choice choice) {
        ObjectNode json = Json.object().put("index", choice.index());
        json.set("message", message(choice));
        if (envelope.vendor() != ChatVendor.MOONSHOT) {
            json.set("logprobs", Logprobs.of(envelope.request(), choice.content()));
        }
        return json.put("finish_reason", envelope.request().finishReason(choice.finish()));
    }

    private ObjectNode message(Choice choice) {
        ObjectNode message = Json.object().put("role", "assistant");
        boolean silent = choice.content().isEmpty() && !choice.calls().isEmpty();
        message.put("content", silent ? null : choice.text());
        if (!choice.reasoning().isEmpty()) {
            message.put("reasoning_content", choice.reasoningText());
        }
        if (!choice.calls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            choice.calls().forEach(call -> calls.add(call(call)));
        }
        if (envelope.vendor() == ChatVendor.OPENAI) {
            message.putNull("refusal").putArray("annotations");
        }
        return message;
    }

    static String idOf(ToolCall call) {
        return "call_" + call.key();
    }

    private static ObjectNode call(ToolCall call) {
        ObjectNode json = Json.object().put("id", idOf(call));
        boolean custom = call.tool().freeText();
        String kind = custom ? "custom" : "function";
        json.put("type", kind)
                .putObject(kind)
                .put("name", call.head().text())
                .put(custom ? "input" : "arguments", call.argumentText());
        return json;
    }
}
