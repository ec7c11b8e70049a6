package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Follows an answer of Anthropic's messages (Anthropic API reference, "Messages", "Streaming
/// messages"). Its bytes pass as they come: the model in them is the vendor's own name.
public final class AnthropicAnswerReader implements AnswerReader {

    private static final byte[] PING =
            "event: ping\ndata: {\"type\": \"ping\"}\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final String LIMIT_REACHED = "max_tokens";
    private static final int NONE = -1;

    private final TextSink sink;
    private final AnthropicUsage usage;
    private final BitSet ended = new BitSet();
    private String type = "";
    private boolean told;
    private boolean content;
    private boolean block;
    private int index;
    private int openBlock = NONE;
    private @Nullable String stopReason;

    /// A reader that hands on produced text.
    ///
    /// @param unsplitWrites what was written to the cache when the vendor does not tell for how
    ///   long
    public AnthropicAnswerReader(TextSink sink, Bucket unsplitWrites) {
        this.sink = sink;
        this.usage = new AnthropicUsage(unsplitWrites);
    }

    @Override
    public void read(byte[] json, int offset, int length) throws IOException {
        type = "";
        content = false;
        block = false;
        index = 0;
        try (JsonParser parser = Json.plain(json, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            object(parser);
            if (parser.nextToken() != null) {
                throw new IOException("something follows the object");
            }
        }
        follow();
    }

    /// A whole message, an event, or the message in its first event.
    private void object(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "type" -> type = value == JsonToken.VALUE_STRING ? parser.getText() : type;
                case "message" -> message(parser);
                case "content" -> blocks(parser);
                case "content_block" -> block(parser);
                case "delta" -> delta(parser);
                case "index" -> index = index(parser, value);
                case "usage" -> usage(parser);
                case "stop_reason" -> stopped(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private static int index(JsonParser parser, JsonToken value) throws IOException {
        boolean small =
                value == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() == JsonParser.NumberType.INT;
        return small ? parser.getIntValue() : 0;
    }

    /// Its `type` is not the event's.
    private void message(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        String outer = type;
        object(parser);
        type = outer;
    }

    private void blocks(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            block(parser);
        }
    }

    /// A text or thinking counts by its words; any other block, a call for one, is content in
    /// itself.
    private void block(JsonParser parser) throws IOException {
        block = true;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        boolean words = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "type" ->
                        words =
                                value == JsonToken.VALUE_STRING
                                        && (parser.getText().equals("text")
                                                || parser.getText().equals("thinking"));
                case "text", "thinking", "name", "input" -> content |= Places.texts(parser, sink);
                default -> parser.skipChildren();
            }
        }
        content |= !words;
    }

    private void delta(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "text", "thinking", "partial_json", "content" ->
                        content |= Places.text(parser, sink);
                case "signature", "citation" -> {
                    content |= value != JsonToken.VALUE_NULL;
                    parser.skipChildren();
                }
                case "stop_reason" -> stopped(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void stopped(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            stopReason = parser.getText();
        } else {
            parser.skipChildren();
        }
    }

    private void usage(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            usage.read(parser);
            told = true;
        } else {
            parser.skipChildren();
        }
    }

    private void follow() {
        switch (type) {
            case "content_block_start" -> openBlock = index;
            case "content_block_stop" -> openBlock = NONE;
            default -> {}
        }
        if (stopReason != null) {
            ended.set(0);
        }
    }

    @Override
    public boolean isTerminal() {
        return type.equals("message_stop");
    }

    @Override
    public boolean isError() {
        return type.equals("error");
    }

    @Override
    public boolean isSignOfLife() {
        return type.equals("ping");
    }

    @Override
    public boolean isUsageAlone() {
        return false;
    }

    @Override
    public boolean hasContent() {
        return content;
    }

    @Override
    public boolean isAnswer() {
        return type.equals("message") || block;
    }

    @Override
    public Place model() {
        return Place.NONE;
    }

    @Override
    public Place usagePlace() {
        return Place.NONE;
    }

    /// Until the vendor says why it stopped, what it produced is not told.
    @Override
    public @Nullable VendorUsage usage() {
        if (!told) {
            return null;
        }
        return stopReason == null ? usage.neutral().partial() : usage.neutral();
    }

    @Override
    public BitSet ended() {
        return ended;
    }

    @Override
    public boolean reachedLimit() {
        return LIMIT_REACHED.equals(stopReason)
                || "model_context_window_exceeded".equals(stopReason);
    }

    @Override
    public byte[] signOfLife() {
        return PING.clone();
    }

    @Override
    public byte[] failure(String code, String message, byte[] body) {
        return new Events().add("error", body).bytes();
    }

    @Override
    public Early early(EarlyEnd end) {
        Events events = new Events();
        if (openBlock != NONE) {
            events.add("content_block_stop", json -> json.writeNumberField("index", openBlock));
        }
        if (stopReason == null) {
            events.add(
                    "message_delta",
                    json -> {
                        json.writeObjectFieldStart("delta");
                        json.writeStringField("stop_reason", LIMIT_REACHED);
                        json.writeNullField("stop_sequence");
                        json.writeEndObject();
                        usage(json, end.counts());
                    });
        }
        return new Early(events.bytes(), new Events().add("message_stop", json -> {}).bytes());
    }

    private static void usage(JsonGenerator json, Counts counts) throws IOException {
        long write5m = counts.get(Bucket.CACHE_WRITE_5M);
        long write1h = counts.get(Bucket.CACHE_WRITE_1H);
        json.writeObjectFieldStart("usage");
        json.writeNumberField("input_tokens", counts.get(Bucket.INPUT));
        json.writeNumberField("cache_creation_input_tokens", write5m + write1h);
        json.writeNumberField("cache_read_input_tokens", counts.get(Bucket.CACHE_READ));
        json.writeNumberField("output_tokens", counts.outputTokens());
        json.writeEndObject();
    }
}
