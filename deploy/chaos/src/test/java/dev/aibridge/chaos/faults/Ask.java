package dev.aibridge.chaos.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.Tokens;

/// One question of one user message.
///
/// @param streamed whether the answer comes as events
/// @param usage whether a stream's usage is asked for
/// @param wordy whether each token comes with its probability and that of others: some 2 KB of it
record Ask(String model, String text, boolean streamed, boolean usage, boolean wordy) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Tokens around the one message, its role among them (OpenAI cookbook, "How to count tokens").
    private static final long AROUND = 7;

    static Ask whole(String text) {
        return new Ask("gpt-4o-mini", text, false, false, false);
    }

    static Ask streamed(String text) {
        return new Ask("gpt-4o-mini", text, true, false, false);
    }

    Ask of(String otherModel) {
        return new Ask(otherModel, text, streamed, usage, wordy);
    }

    Ask withUsage() {
        return new Ask(model, text, streamed, true, wordy);
    }

    Ask withProbabilities() {
        return new Ask(model, text, streamed, usage, true);
    }

    /// What a tokenizer counts for it as input.
    long tokens() {
        return AROUND + Tokens.count(text);
    }

    String body() {
        ObjectNode json = JSON.createObjectNode().put("model", model);
        json.putArray("messages").addObject().put("role", "user").put("content", text);
        if (streamed) {
            json.put("stream", true);
        }
        if (usage) {
            json.putObject("stream_options").put("include_usage", true);
        }
        if (wordy) {
            json.put("logprobs", true).put("top_logprobs", 20);
        }
        return json.toString();
    }
}
