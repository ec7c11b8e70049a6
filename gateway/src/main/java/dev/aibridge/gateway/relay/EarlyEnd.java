package dev.aibridge.gateway.relay;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.gateway.metering.Metered;
import dev.aibridge.gateway.wire.ChunkHead;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.BitSet;

/// The last chunks of an answer that ends because its money is used up: to every client it is an
/// answer that reached its limit.
///
/// @param head what the stream's chunks repeat
record EarlyEnd(Visit.Routed routed, ChunkHead head) {

    /// Ends every choice that has not ended, then tells the usage to a client that asked for it.
    Buffer events(BitSet ended, Metered metered) {
        Buffer events = Buffer.buffer();
        int choices = routed.ask().choices();
        for (int i = ended.nextClearBit(0); i < choices; i = ended.nextClearBit(i + 1)) {
            JsonObject choice =
                    new JsonObject()
                            .put("index", i)
                            .put("delta", new JsonObject())
                            .put("finish_reason", "length");
            append(events, chunk(new JsonArray().add(choice)));
        }
        if (routed.ask().wantsUsage()) {
            append(events, chunk(new JsonArray()).put("usage", usage(metered.counts())));
        }
        return events;
    }

    private static void append(Buffer events, JsonObject chunk) {
        events.appendString("data: ").appendBuffer(chunk.toBuffer()).appendString("\n\n");
    }

    private JsonObject chunk(JsonArray choices) {
        return new JsonObject()
                .put("id", head.id())
                .put("object", "chat.completion.chunk")
                .put("created", head.created())
                .put("model", routed.to().model().id())
                .put("provider", routed.to().channel().provider())
                .put("choices", choices);
    }

    private static JsonObject usage(Counts counts) {
        long prompt = counts.inputTokens();
        long completion = counts.outputTokens();
        JsonObject read = new JsonObject().put("cached_tokens", counts.get(Bucket.CACHE_READ));
        JsonObject written = new JsonObject().put("reasoning_tokens", counts.get(Bucket.REASONING));
        return new JsonObject()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion)
                .put("prompt_tokens_details", read)
                .put("completion_tokens_details", written);
    }
}
