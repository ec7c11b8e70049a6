package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Follows an answer of OpenAI's responses (OpenAI API reference, "Responses", "Streaming events").
public final class ResponsesAnswerReader implements AnswerReader {

    private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final String LIMIT_REACHED = "max_output_tokens";

    private final TextSink sink;
    private final ResponsesState state = new ResponsesState();
    private final BitSet ended = new BitSet();
    private Place model = Place.NONE;
    private @Nullable VendorUsage usage;
    private @Nullable String incomplete;
    private String type = "";
    private String status = "";
    private boolean content;
    private boolean error;
    private boolean answer;

    /// A reader that hands on produced text.
    public ResponsesAnswerReader(TextSink sink) {
        this.sink = sink;
    }

    @Override
    public void read(byte[] json, int offset, int length) throws IOException {
        model = Place.NONE;
        type = "";
        status = "";
        content = false;
        error = false;
        answer = false;
        state.next();
        try (JsonParser parser = Json.plain(json, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser, json, offset);
            }
            if (parser.nextToken() != null) {
                throw new IOException("something follows the object");
            }
        }
        state.follow(type);
        if (isTerminal() || status.equals("completed") || status.equals("incomplete")) {
            ended.set(0);
        }
    }

    /// A field of an event, or of an answer in one piece, which is the response itself.
    private void field(JsonParser parser, byte[] json, int offset) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
            case "type" -> type = value == JsonToken.VALUE_STRING ? parser.getText() : type;
            case "response" -> {
                if (value == JsonToken.START_OBJECT) {
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        String inner = parser.currentName();
                        parser.nextToken();
                        response(parser, inner, offset, false);
                    }
                } else {
                    parser.skipChildren();
                }
            }
            case "delta" -> {
                String text = value == JsonToken.VALUE_STRING ? parser.getText() : "";
                content |= Places.text(parser, sink);
                state.add(text);
            }
            case "item" -> item(parser, json, offset);
            case "sequence_number" -> state.sequence(parser);
            case "output_index" -> state.outputIndex(parser);
            case "content_index" -> state.contentIndex(parser);
            default -> response(parser, name, offset, true);
        }
    }

    /// @param whole whether this is an answer in one piece, whose output is yet to be seen
    private void response(JsonParser parser, String name, int offset, boolean whole)
            throws IOException {
        JsonToken value = parser.currentToken();
        switch (name) {
            case "model" -> model = Places.string(parser, offset);
            case "usage" -> {
                if (value == JsonToken.START_OBJECT) {
                    usage = ResponsesUsage.read(parser);
                } else {
                    parser.skipChildren();
                }
            }
            case "status" -> status = value == JsonToken.VALUE_STRING ? parser.getText() : status;
            case "error" -> {
                error |= value != JsonToken.VALUE_NULL;
                parser.skipChildren();
            }
            case "incomplete_details" -> incompleteDetails(parser);
            case "id" -> state.id(parser);
            case "created_at" -> state.createdAt(parser);
            case "output" -> {
                answer = true;
                if (whole && value == JsonToken.START_ARRAY) {
                    output(parser);
                } else {
                    parser.skipChildren();
                }
            }
            default -> parser.skipChildren();
        }
    }

    private void incompleteDetails(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean reason = parser.currentName().equals("reason");
            JsonToken value = parser.nextToken();
            incomplete = reason && value == JsonToken.VALUE_STRING ? parser.getText() : incomplete;
            parser.skipChildren();
        }
    }

    private void output(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                produced(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    /// Texts of an item, at any depth: a message's, a reasoning's, a call's.
    private void produced(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "type" -> {
                    String kind = value == JsonToken.VALUE_STRING ? parser.getText() : "";
                    content |= kind.endsWith("_call");
                }
                case "text", "refusal", "name", "arguments", "input" ->
                        content |= Places.text(parser, sink);
                case "content", "summary" -> {
                    if (value == JsonToken.START_ARRAY) {
                        output(parser);
                    } else {
                        parser.skipChildren();
                    }
                }
                default -> parser.skipChildren();
            }
        }
    }

    /// An item that begins or is whole. One that is no message and no reasoning, a call for one, is
    /// content in itself.
    private void item(JsonParser parser, byte[] json, int offset) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        int start = offset + (int) parser.currentTokenLocation().getByteOffset();
        String kind = "";
        String id = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
            if (isText && name.equals("type")) {
                kind = parser.getText();
            } else if (isText && name.equals("id")) {
                id = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        int end = offset + (int) parser.currentLocation().getByteOffset();
        content |= kind.endsWith("_call");
        state.item(kind, id, json, start, end);
    }

    @Override
    public boolean isTerminal() {
        return type.equals("response.completed") || type.equals("response.incomplete");
    }

    @Override
    public boolean isError() {
        return error
                || status.equals("failed")
                || type.equals("response.failed")
                || type.equals("error");
    }

    @Override
    public boolean isSignOfLife() {
        return type.equals("keepalive");
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
        return answer;
    }

    @Override
    public Place model() {
        return model;
    }

    @Override
    public Place usagePlace() {
        return Place.NONE;
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
        return LIMIT_REACHED.equals(incomplete);
    }

    @Override
    public byte[] signOfLife() {
        return KEEP_ALIVE.clone();
    }

    /// Codex ignores an `error` event; it acts on the code in `response.failed`.
    @Override
    public byte[] failure(String code, String message, byte[] body) {
        return state.failed(code, message);
    }

    @Override
    public Early early(EarlyEnd end) {
        return state.incomplete(end, LIMIT_REACHED);
    }
}
