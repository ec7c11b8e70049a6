package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.wire.Json;

/// The `usage` object of each vendor.
final class UsageJson {

    private UsageJson() {}

    static ObjectNode of(ChatVendor vendor, Usage usage, UsageView view) {
        ObjectNode json = Json.object();
        json.put("prompt_tokens", view.reported(usage.prompt()))
                .put("completion_tokens", view.reported(usage.completion()))
                .put("total_tokens", view.reported(usage.total()));
        switch (vendor) {
            case OPENAI -> openai(json, usage);
            case DEEPSEEK -> deepseek(json, usage);
            case QWEN -> {
                json.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
                reasoning(json, usage);
            }
            case MOONSHOT -> json.put("cached_tokens", usage.cached());
        }
        return json;
    }

    private static void openai(ObjectNode json, Usage usage) {
        json.putObject("prompt_tokens_details")
                .put("cached_tokens", usage.cached())
                .put("audio_tokens", 0);
        json.putObject("completion_tokens_details")
                .put("reasoning_tokens", usage.reasoning())
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
    }

    private static void deepseek(ObjectNode json, Usage usage) {
        json.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
        reasoning(json, usage);
        json.put("prompt_cache_hit_tokens", usage.cached())
                .put("prompt_cache_miss_tokens", usage.prompt() - usage.cached());
    }

    private static void reasoning(ObjectNode json, Usage usage) {
        if (usage.reasoning() > 0) {
            json.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
        }
    }
}
