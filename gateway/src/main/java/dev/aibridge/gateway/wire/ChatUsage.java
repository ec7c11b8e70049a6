package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.aibridge.common.pricing.Bucket;
import java.io.IOException;

/// A `usage` object of OpenAI's chat completions and of vendors that speak alike.
///
/// `prompt_tokens` includes cached, written and audio tokens, `completion_tokens` reasoning and
/// audio: each is taken out into its own bucket (OpenAI API reference, "Usage").
final class ChatUsage {

    private final WholeCounts counts = new WholeCounts();
    private long prompt;
    private long completion;
    private long total;
    private long cached;
    private long cacheWrite;
    private long audioIn;
    private long reasoning;
    private long audioOut;

    private ChatUsage() {}

    /// Reads on to the end of the object at whose start the parser stands.
    static VendorUsage read(JsonParser parser) throws IOException {
        ChatUsage usage = new ChatUsage();
        usage.object(parser);
        return usage.neutral();
    }

    /// DeepSeek counts cache hits, Moonshot cached tokens, beside OpenAI's details.
    private void object(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "prompt_tokens" -> prompt = counts.read(parser);
                case "completion_tokens" -> completion = counts.read(parser);
                case "total_tokens" -> total = counts.read(parser);
                case "prompt_cache_hit_tokens", "cached_tokens" -> cached = counts.read(parser);
                case "prompt_tokens_details" -> details(parser, true);
                case "completion_tokens_details" -> details(parser, false);
                default -> parser.skipChildren();
            }
        }
    }

    private void details(JsonParser parser, boolean input) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "cached_tokens" -> cached = counts.read(parser);
                case "cache_write_tokens" -> cacheWrite = counts.read(parser);
                case "reasoning_tokens" -> reasoning = counts.read(parser);
                case "audio_tokens" -> audio(input, counts.read(parser));
                default -> parser.skipChildren();
            }
        }
    }

    private void audio(boolean input, long tokens) {
        if (input) {
            audioIn = tokens;
        } else {
            audioOut = tokens;
        }
    }

    private VendorUsage neutral() {
        boolean sums = total == 0 || total == prompt + completion;
        return new VendorUsage.Buckets()
                .rest(Bucket.INPUT, prompt - cached - cacheWrite - audioIn)
                .with(Bucket.CACHE_READ, cached)
                .with(Bucket.CACHE_WRITE_30M, cacheWrite)
                .with(Bucket.INPUT_AUDIO, audioIn)
                .rest(Bucket.OUTPUT, completion - reasoning - audioOut)
                .with(Bucket.REASONING, reasoning)
                .with(Bucket.OUTPUT_AUDIO, audioOut)
                .usage(prompt, completion, counts.believable() && sums);
    }
}
