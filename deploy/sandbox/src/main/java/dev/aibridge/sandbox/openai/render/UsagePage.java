package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.ledger.Used;
import dev.aibridge.sandbox.wire.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of the usage API: buckets with what was used in each.
public final class UsagePage {

    private static final String[] GROUPS = {"project_id", "user_id", "api_key_id"};

    private final boolean embeddings;
    private final boolean byModel;
    private final ArrayNode data = Json.array();

    /// An empty page.
    ///
    /// @param byModel whether models are told apart; all are one result otherwise
    public UsagePage(boolean embeddings, boolean byModel) {
        this.embeddings = embeddings;
        this.byModel = byModel;
    }

    /// Adds a bucket.
    public void bucket(Instant start, Instant end, List<Used> used) {
        ObjectNode bucket =
                Json.object()
                        .put("object", "bucket")
                        .put("start_time", start.getEpochSecond())
                        .put("end_time", end.getEpochSecond());
        ArrayNode results = bucket.putArray("results");
        if (byModel) {
            used.forEach(one -> results.add(result(one, one.model().snapshot())));
        } else {
            used.stream().reduce(Used::and).ifPresent(all -> results.add(result(all, null)));
        }
        data.add(bucket);
    }

    private ObjectNode result(Used used, @Nullable String model) {
        ObjectNode json = Json.object();
        if (embeddings) {
            json.put("object", "organization.usage.embeddings.result")
                    .put("input_tokens", used.input());
        } else {
            json.put("object", "organization.usage.completions.result")
                    .put("input_tokens", used.input())
                    .put("output_tokens", used.output())
                    .put("input_cached_tokens", used.cached())
                    .put("input_audio_tokens", 0)
                    .put("output_audio_tokens", 0)
                    .putNull("batch")
                    .putNull("service_tier");
        }
        for (String group : GROUPS) {
            json.putNull(group);
        }
        return json.put("num_model_requests", used.requests()).put("model", model);
    }

    /// The body.
    ///
    /// @param next where the next page begins; null when this is the last one
    public ObjectNode toJson(@Nullable String next) {
        ObjectNode page = Json.object().put("object", "page");
        page.set("data", data);
        return page.put("has_more", next != null).put("next_page", next);
    }
}
