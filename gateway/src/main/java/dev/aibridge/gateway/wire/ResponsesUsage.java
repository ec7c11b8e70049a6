package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.aibridge.common.pricing.Bucket;
import java.io.IOException;

/// A `usage` object of OpenAI's responses: `input_tokens` includes cached and written tokens,
/// `output_tokens` reasoning (OpenAI API reference, "The response object").
final class ResponsesUsage {

    private final WholeCounts counts = new WholeCounts();
    private long input;
    private long output;
    private long total;
    private long cached;
    private long cacheWrite;
    private long reasoning;

    private ResponsesUsage() {}

    /// Reads on to the end of the object at whose start the parser stands.
    static VendorUsage read(JsonParser parser) throws IOException {
        ResponsesUsage usage = new ResponsesUsage();
        usage.object(parser);
        boolean sums = usage.total == 0 || usage.total == usage.input + usage.output;
        return new VendorUsage.Buckets()
                .rest(Bucket.INPUT, usage.input - usage.cached - usage.cacheWrite)
                .with(Bucket.CACHE_READ, usage.cached)
                .with(Bucket.CACHE_WRITE_30M, usage.cacheWrite)
                .rest(Bucket.OUTPUT, usage.output - usage.reasoning)
                .with(Bucket.REASONING, usage.reasoning)
                .usage(usage.input, usage.output, usage.counts.believable() && sums);
    }

    private void object(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "input_tokens" -> input = counts.read(parser);
                case "output_tokens" -> output = counts.read(parser);
                case "total_tokens" -> total = counts.read(parser);
                case "cached_tokens" -> cached = counts.read(parser);
                case "cache_write_tokens" -> cacheWrite = counts.read(parser);
                case "reasoning_tokens" -> reasoning = counts.read(parser);
                case "input_tokens_details", "output_tokens_details" -> {
                    if (value == JsonToken.START_OBJECT) {
                        object(parser);
                    } else {
                        parser.skipChildren();
                    }
                }
                default -> parser.skipChildren();
            }
        }
    }
}
