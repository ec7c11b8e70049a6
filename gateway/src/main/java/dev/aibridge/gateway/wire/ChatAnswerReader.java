package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Follows an answer of OpenAI's chat completions or embeddings (OpenAI API reference, "chat
/// completion chunk object").
public final class ChatAnswerReader implements AnswerReader {

    /// DeepSeek's reason for the end of an answer that it could not go on with (DeepSeek API
    /// reference, "finish_reason").
    private static final String OVERLOADED = "insufficient_system_resource";

    private static final String LIMIT_REACHED = "length";

    /// A vendor that counts further than anybody may ask must not cost memory.
    private static final int MAX_INDEX = 1_023;

    private static final byte[] DONE = ascii("[DONE]");
    private static final byte[] DONE_EVENT = ascii("data: [DONE]\n\n");
    private static final byte[] KEEP_ALIVE = ascii(": keep-alive\n\n");

    private final TextSink sink;
    private final BitSet ended = new BitSet();
    private Place model = Place.NONE;
    private Place usagePlace = Place.NONE;
    private @Nullable VendorUsage usage;
    private @Nullable String id;
    private long created;
    private boolean usageSeen;
    private boolean choices;
    private boolean content;
    private boolean error;
    private boolean done;
    private @Nullable String finish;

    /// A reader that hands on produced text.
    public ChatAnswerReader(TextSink sink) {
        this.sink = sink;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void read(byte[] json, int offset, int length) throws IOException {
        model = Place.NONE;
        usagePlace = Place.NONE;
        usageSeen = false;
        choices = false;
        content = false;
        error = false;
        done = Arrays.equals(json, offset, offset + length, DONE, 0, DONE.length);
        if (done) {
            return;
        }
        try (JsonParser parser = Json.plain(json, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser, offset);
            }
            if (parser.nextToken() != null) {
                throw new IOException("something follows the object");
            }
        }
    }

    private void field(JsonParser parser, int offset) throws IOException {
        String name = parser.currentName();
        int nameStart = offset + (int) parser.currentTokenLocation().getByteOffset();
        JsonToken value = parser.nextToken();
        switch (name) {
            case "model" -> model = Places.string(parser, offset);
            case "choices" -> choices(parser);
            case "data" -> data(parser);
            case "usage" -> {
                usage(parser);
                int end = offset + (int) parser.currentLocation().getByteOffset();
                usagePlace = new Place(nameStart, end);
            }
            case "error" -> {
                error |= value != JsonToken.VALUE_NULL;
                parser.skipChildren();
            }
            case "id" -> {
                id = id == null && value == JsonToken.VALUE_STRING ? parser.getText() : id;
                parser.skipChildren();
            }
            case "created" -> {
                boolean whole = value == JsonToken.VALUE_NUMBER_INT && created == 0;
                created = whole ? parser.getNumberValue().longValue() : created;
                parser.skipChildren();
            }
            default -> parser.skipChildren();
        }
    }

    private void usage(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            usage = ChatUsage.read(parser);
            usageSeen = true;
        } else {
            parser.skipChildren();
        }
    }

    /// An embedding's vectors: that there is one is enough.
    private void data(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                content = true;
                parser.skipChildren();
            }
        } else {
            parser.skipChildren();
        }
    }

    private void choices(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            choices = true;
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                choice(parser);
            }
        }
    }

    private void choice(JsonParser parser) throws IOException {
        int index = 0;
        @Nullable String reason = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "delta", "message" -> said(parser, value);
                case "finish_reason" ->
                        reason = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? index(parser) : 0;
                case "usage" -> usage(parser);
                default -> parser.skipChildren();
            }
        }
        if (reason != null) {
            finish = reason;
            ended.set(index);
        }
    }

    private static int index(JsonParser parser) throws IOException {
        boolean small = parser.getNumberType() == JsonParser.NumberType.INT;
        return small ? Math.clamp(parser.getIntValue(), 0, MAX_INDEX) : 0;
    }

    private void said(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "content", "reasoning_content", "reasoning", "refusal" -> text(parser);
                case "tool_calls", "function_call" -> call(parser);
                case "audio" -> {
                    content |= parser.currentToken() == JsonToken.START_OBJECT;
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
    }

    private void text(JsonParser parser) throws IOException {
        content |= Places.text(parser, sink);
    }

    /// A tool call at any depth: its name and its arguments are what the model wrote.
    private void call(JsonParser parser) throws IOException {
        if (!parser.currentToken().isStructStart()) {
            return;
        }
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("cut");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING && isWritten(parser.currentName())) {
                text(parser);
            }
        }
    }

    private static boolean isWritten(@Nullable String name) {
        return "name".equals(name) || "arguments".equals(name) || "input".equals(name);
    }

    @Override
    public boolean isTerminal() {
        return done;
    }

    @Override
    public boolean isError() {
        return error || OVERLOADED.equals(finish);
    }

    @Override
    public boolean isSignOfLife() {
        return false;
    }

    @Override
    public boolean isUsageAlone() {
        return usageSeen && !choices;
    }

    @Override
    public boolean hasContent() {
        return content;
    }

    @Override
    public boolean isAnswer() {
        return content || choices;
    }

    @Override
    public Place model() {
        return model;
    }

    @Override
    public Place usagePlace() {
        return usagePlace;
    }

    @Override
    public @Nullable VendorUsage usage() {
        return usage;
    }

    @Override
    public BitSet ended() {
        return ended;
    }

    @Override
    public boolean reachedLimit() {
        return LIMIT_REACHED.equals(finish);
    }

    @Override
    public byte[] signOfLife() {
        return KEEP_ALIVE.clone();
    }

    @Override
    public byte[] failure(String code, String message, byte[] body) {
        return new Events().add(body).bytes();
    }

    /// Ends every choice that has not ended, then tells the usage to a client that asked for it.
    @Override
    public Early early(EarlyEnd end) {
        Events events = new Events();
        for (int i = ended.nextClearBit(0); i < end.choices(); i = ended.nextClearBit(i + 1)) {
            int index = i;
            events.add(
                    json -> {
                        head(json, end);
                        json.writeStartArray();
                        json.writeStartObject();
                        json.writeNumberField("index", index);
                        json.writeObjectFieldStart("delta");
                        json.writeEndObject();
                        json.writeStringField("finish_reason", LIMIT_REACHED);
                        json.writeEndObject();
                        json.writeEndArray();
                    });
        }
        if (end.wantsUsage()) {
            events.add(
                    json -> {
                        head(json, end);
                        json.writeStartArray();
                        json.writeEndArray();
                        usage(json, end.counts());
                    });
        }
        return new Early(events.bytes(), DONE_EVENT.clone());
    }

    private void head(JsonGenerator json, EarlyEnd end) throws IOException {
        json.writeStringField("id", id == null ? "" : id);
        json.writeStringField("object", "chat.completion.chunk");
        json.writeNumberField("created", created);
        json.writeStringField("model", end.model());
        json.writeStringField("provider", end.provider());
        json.writeFieldName("choices");
    }

    private static void usage(JsonGenerator json, Counts counts) throws IOException {
        long prompt = counts.inputTokens();
        long completion = counts.outputTokens();
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", prompt);
        json.writeNumberField("completion_tokens", completion);
        json.writeNumberField("total_tokens", prompt + completion);
        json.writeObjectFieldStart("prompt_tokens_details");
        json.writeNumberField("cached_tokens", counts.get(Bucket.CACHE_READ));
        json.writeEndObject();
        json.writeObjectFieldStart("completion_tokens_details");
        json.writeNumberField("reasoning_tokens", counts.get(Bucket.REASONING));
        json.writeEndObject();
        json.writeEndObject();
    }
}
