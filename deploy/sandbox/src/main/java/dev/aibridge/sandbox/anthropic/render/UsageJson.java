package dev.aibridge.sandbox.anthropic.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.vendor.ClaudeModel;
import dev.aibridge.sandbox.vendor.ClaudeModel.Trait;
import dev.aibridge.sandbox.wire.Json;

/// `usage`: `input_tokens` are neither read from the cache nor written to it.
final class UsageJson {

    private UsageJson() {}

    /// Of an answer that is not streamed.
    static ObjectNode whole(Message message) {
        ObjectNode json = tokens(message, message.usage().completion());
        created(json, message.usage());
        terms(json);
        produced(json, message);
        return json;
    }

    /// At the beginning of a stream: the prompt, and one token that is already there.
    static ObjectNode opening(Message message) {
        ObjectNode json = tokens(message, Math.min(1, message.usage().completion()));
        created(json, message.usage());
        terms(json);
        return json;
    }

    /// At the end of a stream: everything, once more.
    static ObjectNode closing(Message message) {
        ObjectNode json = tokens(message, message.usage().completion());
        produced(json, message);
        return json;
    }

    private static ObjectNode tokens(Message message, long output) {
        Usage usage = message.usage();
        return Json.object()
                .put("input_tokens", message.view().reported(usage.fresh()))
                .put("cache_creation_input_tokens", usage.writes().total())
                .put("cache_read_input_tokens", usage.cached())
                .put("output_tokens", message.view().reported(output));
    }

    private static void created(ObjectNode json, Usage usage) {
        json.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", usage.writes().fiveMinutes())
                .put("ephemeral_1h_input_tokens", usage.writes().oneHour());
    }

    private static void terms(ObjectNode json) {
        json.put("service_tier", "standard").put("inference_geo", "global");
    }

    private static void produced(ObjectNode json, Message message) {
        Usage usage = message.usage();
        ClaudeModel model = message.request().model();
        if (model.has(Trait.BUDGET) || model.has(Trait.ADAPTIVE)) {
            json.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
        }
        if (usage.units() > 0) {
            json.putObject("server_tool_use")
                    .put("web_search_requests", usage.units())
                    .put("web_fetch_requests", 0);
        }
        Usage pass = message.compaction();
        if (pass != null) {
            ArrayNode iterations = json.putArray("iterations");
            iterations.add(iteration("compaction", pass));
            if (usage.prompt() > 0) {
                iterations.add(iteration("message", usage));
            }
        }
    }

    private static ObjectNode iteration(String type, Usage usage) {
        ObjectNode json =
                Json.object()
                        .put("type", type)
                        .put("input_tokens", usage.fresh())
                        .put("output_tokens", usage.completion())
                        .put("cache_creation_input_tokens", usage.writes().total())
                        .put("cache_read_input_tokens", usage.cached());
        created(json, usage);
        return json;
    }
}
