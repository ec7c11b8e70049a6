package dev.aibridge.gateway.api.openai;

import static dev.aibridge.gateway.api.body.ClosedList.NOT_PRICED;
import static dev.aibridge.gateway.api.body.ClosedList.STEERING;
import static dev.aibridge.gateway.api.body.ClosedList.VENDOR_OBJECT;

import dev.aibridge.gateway.api.body.ClosedList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The closed lists of OpenAI's dialects.
final class OpenAiFields {

    private static final Map<String, String> EVERYWHERE =
            Map.ofEntries(
                    Map.entry("previous_response_id", VENDOR_OBJECT),
                    Map.entry("conversation", VENDOR_OBJECT),
                    Map.entry("container", VENDOR_OBJECT),
                    Map.entry("thread", VENDOR_OBJECT),
                    Map.entry("prompt", VENDOR_OBJECT),
                    Map.entry("file_id", VENDOR_OBJECT),
                    Map.entry("file_ids", VENDOR_OBJECT),
                    Map.entry("cachedContent", VENDOR_OBJECT),
                    Map.entry("web_search_options", NOT_PRICED),
                    Map.entry("mcp_servers", NOT_PRICED),
                    Map.entry("audio", NOT_PRICED),
                    Map.entry("speed", NOT_PRICED),
                    Map.entry("inference_geo", NOT_PRICED),
                    Map.entry("fallbacks", STEERING));

    private static final Map<String, Set<String>> ONLY_DEFAULT =
            Map.of(
                    "service_tier", Set.of("auto", "default"),
                    "prompt_cache_retention", Set.of("in_memory", "in-memory"));

    /// Of chat completions and embeddings.
    static final ClosedList CHAT =
            new ClosedList(with(EVERYWHERE, "background", NOT_PRICED), ONLY_DEFAULT);

    /// Of responses, where `background` is told apart by its value.
    static final ClosedList RESPONSES = new ClosedList(EVERYWHERE, ONLY_DEFAULT);

    private static Map<String, String> with(Map<String, String> refused, String field, String why) {
        Map<String, String> more = new HashMap<>(refused);
        more.put(field, why);
        return more;
    }

    private OpenAiFields() {}
}
