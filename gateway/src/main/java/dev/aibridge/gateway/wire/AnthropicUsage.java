package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.aibridge.common.pricing.Bucket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The usage of an Anthropic answer as its events tell it: each is cumulative, and a field that is
/// there replaces what was told before (Anthropic API reference, "Streaming messages").
///
/// `input_tokens` leaves out what was read from the cache or written to it; `output_tokens`
/// includes thinking. The tokens of a compaction stand in `iterations` alone.
final class AnthropicUsage {

    private final WholeCounts counts = new WholeCounts();
    private final Bucket unsplitWrites;
    private long input;
    private long cacheRead;
    private long cacheWrite;
    private long write5m;
    private long write1h;
    private long output;
    private long thinking;
    private long searches;
    private long fetches;
    private boolean split;
    private @Nullable AnthropicUsage compactions;

    /// @param unsplitWrites what was written to the cache when the vendor does not tell for how
    ///   long
    AnthropicUsage(Bucket unsplitWrites) {
        this.unsplitWrites = unsplitWrites;
    }

    /// Reads on to the end of the object at whose start the parser stands.
    void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (name) {
                case "input_tokens" -> input = counts.read(parser);
                case "cache_read_input_tokens" -> cacheRead = counts.read(parser);
                case "cache_creation_input_tokens" -> cacheWrite = counts.read(parser);
                case "output_tokens" -> output = counts.read(parser);
                case "cache_creation", "output_tokens_details", "server_tool_use" ->
                        details(parser);
                case "iterations" -> iterations(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void details(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "ephemeral_5m_input_tokens" -> {
                    write5m = counts.read(parser);
                    split = true;
                }
                case "ephemeral_1h_input_tokens" -> {
                    write1h = counts.read(parser);
                    split = true;
                }
                case "thinking_tokens" -> thinking = counts.read(parser);
                case "web_search_requests" -> searches = counts.read(parser);
                case "web_fetch_requests" -> fetches = counts.read(parser);
                default -> parser.skipChildren();
            }
        }
    }

    /// Each telling lists all passes so far.
    private void iterations(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        AnthropicUsage sum = new AnthropicUsage(unsplitWrites);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                iteration(parser, sum);
            } else {
                parser.skipChildren();
            }
        }
        compactions = sum;
    }

    /// What kind of pass it is may stand after its counts.
    private void iteration(JsonParser parser, AnthropicUsage sum) throws IOException {
        AnthropicUsage one = new AnthropicUsage(unsplitWrites);
        boolean compaction = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "type" ->
                        compaction =
                                value == JsonToken.VALUE_STRING
                                        && parser.getText().equals("compaction");
                case "input_tokens" -> one.input = sum.counts.read(parser);
                case "cache_read_input_tokens" -> one.cacheRead = sum.counts.read(parser);
                case "cache_creation_input_tokens" -> one.cacheWrite = sum.counts.read(parser);
                case "output_tokens" -> one.output = sum.counts.read(parser);
                case "cache_creation" -> one.details(parser);
                default -> parser.skipChildren();
            }
        }
        if (compaction) {
            sum.add(one);
        }
    }

    private void add(AnthropicUsage other) {
        input += other.input;
        cacheRead += other.cacheRead;
        cacheWrite += other.cacheWrite;
        write5m += other.write5m;
        write1h += other.write1h;
        output += other.output;
        split |= other.split;
    }

    /// What was told so far.
    VendorUsage neutral() {
        AnthropicUsage all = new AnthropicUsage(unsplitWrites);
        all.add(this);
        AnthropicUsage extra = compactions;
        if (extra != null) {
            all.add(extra);
        }
        long unsplit = all.cacheWrite - all.write5m - all.write1h;
        boolean believable =
                counts.believable()
                        && (extra == null || extra.counts.believable())
                        && (!split || unsplit == 0);
        VendorUsage.Buckets buckets =
                new VendorUsage.Buckets()
                        .with(Bucket.INPUT, all.input)
                        .with(Bucket.CACHE_READ, all.cacheRead)
                        .with(Bucket.CACHE_WRITE_5M, all.write5m)
                        .with(Bucket.CACHE_WRITE_1H, all.write1h)
                        .rest(Bucket.OUTPUT, all.output - thinking)
                        .with(Bucket.REASONING, thinking)
                        .with(Bucket.WEB_SEARCH, searches)
                        .with(Bucket.WEB_FETCH, fetches);
        if (unsplit > 0) {
            buckets.plus(unsplitWrites, unsplit);
        }
        long read = all.input + all.cacheRead + Math.max(all.cacheWrite, all.write5m + all.write1h);
        return buckets.usage(read, all.output, believable);
    }
}
