package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Reads one OpenAI-shaped answer or one chunk of a streamed one: what it says, and where the
/// places stand that the gateway changes. Used again for every chunk of a stream; not thread-safe.
public final class AnswerReader {

    /// DeepSeek's reason for the end of an answer that it could not go on with (DeepSeek API
    /// reference, "finish_reason").
    private static final String OVERLOADED = "insufficient_system_resource";

    /// A vendor that counts further than anybody may ask must not cost memory.
    private static final int MAX_INDEX = 1_023;

    private final TextSink sink;
    private int modelStart;
    private int modelEnd;
    private int usageNameStart;
    private int usageEnd;
    private @Nullable VendorUsage usage;
    private boolean choices;
    private boolean content;
    private boolean error;
    private @Nullable String finish;
    private final BitSet ended = new BitSet();

    /// A reader that hands on produced text.
    public AnswerReader(TextSink sink) {
        this.sink = sink;
    }

    /// Reads one JSON object; what was read before is forgotten.
    ///
    /// @throws IOException when the bytes are not one JSON object
    public void read(byte[] json, int offset, int length) throws IOException {
        modelStart = -1;
        usageNameStart = -1;
        usage = null;
        choices = false;
        content = false;
        error = false;
        finish = null;
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
        switch (parser.currentName()) {
            case "model" -> model(parser, offset);
            case "choices" -> choices(parser);
            case "data" -> data(parser);
            case "usage" -> {
                usageNameStart = offset + (int) parser.currentTokenLocation().getByteOffset();
                parser.nextToken();
                usage(parser);
                usageEnd = offset + (int) parser.currentLocation().getByteOffset();
            }
            case "error" -> {
                error |= parser.nextToken() != JsonToken.VALUE_NULL;
                parser.skipChildren();
            }
            default -> skip(parser);
        }
    }

    private static void skip(JsonParser parser) throws IOException {
        parser.nextToken();
        parser.skipChildren();
    }

    private void model(JsonParser parser, int offset) throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return;
        }
        modelStart = offset + (int) parser.currentTokenLocation().getByteOffset();
        parser.finishToken();
        modelEnd = offset + (int) parser.currentLocation().getByteOffset();
    }

    private void usage(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            usage = VendorUsage.read(parser);
        } else {
            parser.skipChildren();
        }
    }

    /// An embedding's vectors: that there is one is enough.
    private void data(JsonParser parser) throws IOException {
        if (parser.nextToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                content = true;
                parser.skipChildren();
            }
        } else {
            parser.skipChildren();
        }
    }

    private void choices(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
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
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return;
        }
        int length = parser.getTextLength();
        if (length > 0) {
            content = true;
            sink.text(parser.getTextCharacters(), parser.getTextOffset(), length);
        }
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

    /// Whether it names a model.
    public boolean hasModel() {
        return modelStart >= 0;
    }

    /// Where the model's name begins, with its quote.
    public int modelStart() {
        return modelStart;
    }

    /// Where the model's name ends.
    public int modelEnd() {
        return modelEnd;
    }

    /// Where a top-level `usage` begins, with its name; −1 when there is none.
    public int usageNameStart() {
        return usageNameStart;
    }

    /// Where a top-level `usage` ends.
    public int usageEnd() {
        return usageEnd;
    }

    /// The usage, if it is an object.
    public @Nullable VendorUsage usage() {
        return usage;
    }

    /// Whether there is a choice at all; a stream's last chunk has none.
    public boolean hasChoices() {
        return choices;
    }

    /// Whether something was produced: text, reasoning, a refusal, a call, a vector.
    public boolean hasContent() {
        return content;
    }

    /// Whether it is an error, or an answer that its vendor gave up for want of machines.
    public boolean isError() {
        return error || OVERLOADED.equals(finish);
    }

    /// The choices that have ended since this reader began, by index.
    public BitSet ended() {
        return ended;
    }

    /// Why a choice ended, if one did.
    public @Nullable String finish() {
        return finish;
    }
}
