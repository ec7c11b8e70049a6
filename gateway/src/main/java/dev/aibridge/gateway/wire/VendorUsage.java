package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// A `usage` object of an OpenAI-shaped answer, as the vendor sent it. What it does not say is 0.
///
/// @param prompt all tokens read, cached ones included
/// @param completion all tokens produced, reasoning included
/// @param total the vendor's own sum; 0 when it gives none
/// @param cached tokens read from the vendor's cache
/// @param cacheWrite tokens written to it, where the vendor charges for that
/// @param believable whether every count is a whole number that is not negative
public record VendorUsage(
        long prompt,
        long completion,
        long total,
        long cached,
        long cacheWrite,
        long audioIn,
        long reasoning,
        long audioOut,
        boolean believable) {

    /// Reads on to the end of the object at whose start the parser stands.
    static VendorUsage read(JsonParser parser) throws IOException {
        Reader reader = new Reader();
        reader.object(parser);
        return new VendorUsage(
                reader.prompt,
                reader.completion,
                reader.total,
                reader.cached,
                reader.cacheWrite,
                reader.audioIn,
                reader.reasoning,
                reader.audioOut,
                reader.believable);
    }

    private static final class Reader {
        private long prompt;
        private long completion;
        private long total;
        private long cached;
        private long cacheWrite;
        private long audioIn;
        private long reasoning;
        private long audioOut;
        private boolean believable = true;

        /// DeepSeek counts cache hits, Moonshot cached tokens, beside OpenAI's details.
        void object(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "prompt_tokens" -> prompt = count(parser);
                    case "completion_tokens" -> completion = count(parser);
                    case "total_tokens" -> total = count(parser);
                    case "prompt_cache_hit_tokens", "cached_tokens" -> cached = count(parser);
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
                    case "cached_tokens" -> cached = count(parser);
                    case "cache_write_tokens" -> cacheWrite = count(parser);
                    case "reasoning_tokens" -> reasoning = count(parser);
                    case "audio_tokens" -> audio(input, count(parser));
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

        private long count(JsonParser parser) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_NULL) {
                return 0;
            }
            boolean whole =
                    token == JsonToken.VALUE_NUMBER_INT
                            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            if (!whole || parser.getLongValue() < 0) {
                believable = false;
                parser.skipChildren();
                return 0;
            }
            return parser.getLongValue();
        }
    }
}
