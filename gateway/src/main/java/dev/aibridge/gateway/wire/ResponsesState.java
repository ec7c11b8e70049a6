package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where a stream of OpenAI's responses stands, so that it can be ended by its own rules: numbers
/// without gaps, every item done, the whole response in the last event.
final class ResponsesState {

    private final List<byte[]> done = new ArrayList<>(2);
    private final StringBuilder text = new StringBuilder();
    private String id = "";
    private long createdAt;
    private long sequence = -1;
    private long outputIndex;
    private long contentIndex;
    private String openKind = "";
    private String openId = "";
    private boolean openPart;

    // Of the event that is read.
    private String kind = "";
    private String itemId = "";
    private String delta = "";
    private byte[] item = {};

    /// Begins an event.
    void next() {
        kind = "";
        itemId = "";
        delta = "";
        item = new byte[0];
    }

    void id(JsonParser parser) throws IOException {
        boolean first = id.isEmpty() && parser.currentToken() == JsonToken.VALUE_STRING;
        id = first ? parser.getText() : id;
        parser.skipChildren();
    }

    void createdAt(JsonParser parser) throws IOException {
        createdAt = whole(parser, createdAt);
    }

    void sequence(JsonParser parser) throws IOException {
        sequence = whole(parser, sequence);
    }

    void outputIndex(JsonParser parser) throws IOException {
        outputIndex = whole(parser, outputIndex);
    }

    void contentIndex(JsonParser parser) throws IOException {
        contentIndex = whole(parser, contentIndex);
    }

    private static long whole(JsonParser parser, long absent) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getNumberValue().longValue();
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            return parser.getNumberValue().longValue();
        }
        parser.skipChildren();
        return absent;
    }

    void add(String text) {
        delta = text;
    }

    /// The event's item.
    void item(String kind, String id, byte[] json, int start, int end) {
        this.kind = kind;
        this.itemId = id;
        this.item = Arrays.copyOfRange(json, start, end);
    }

    /// Takes the event into account; its type may have stood after its fields.
    void follow(String type) {
        switch (type) {
            case "response.output_item.added" -> {
                openKind = kind;
                openId = itemId;
                openPart = false;
                text.setLength(0);
            }
            case "response.content_part.added" -> openPart = true;
            case "response.output_text.delta" -> text.append(delta);
            case "response.output_item.done" -> {
                openKind = "";
                done.add(item);
            }
            default -> {}
        }
    }

    byte[] failed(String code, String message) {
        return new Events()
                .add(
                        "response.failed",
                        json -> {
                            number(json);
                            json.writeObjectFieldStart("response");
                            head(json, "failed");
                            json.writeObjectFieldStart("error");
                            json.writeStringField("code", code);
                            json.writeStringField("message", message);
                            json.writeEndObject();
                            json.writeNullField("incomplete_details");
                            rest(json, "", List.of());
                            json.writeNullField("usage");
                            json.writeEndObject();
                        })
                .bytes();
    }

    /// A message that is open is done with what it has; a call that is open can't be used and is
    /// left out.
    AnswerReader.Early incomplete(EarlyEnd end, String reason) {
        Events events = new Events();
        List<byte[]> output = new ArrayList<>(done);
        if (openKind.equals("message")) {
            byte[] message = Events.object(this::message);
            if (openPart) {
                closePart(events);
            }
            events.add(
                    "response.output_item.done",
                    json -> {
                        number(json);
                        json.writeNumberField("output_index", outputIndex);
                        raw(json, "item", message);
                    });
            output.add(message);
        }
        byte[] terminal =
                new Events()
                        .add(
                                "response.incomplete",
                                json -> {
                                    number(json);
                                    json.writeObjectFieldStart("response");
                                    head(json, "incomplete");
                                    json.writeNullField("error");
                                    json.writeObjectFieldStart("incomplete_details");
                                    json.writeStringField("reason", reason);
                                    json.writeEndObject();
                                    rest(json, end.model(), output);
                                    json.writeStringField("provider", end.provider());
                                    usage(json, end.counts());
                                    json.writeEndObject();
                                })
                        .bytes();
        return new AnswerReader.Early(events.bytes(), terminal);
    }

    private void closePart(Events events) {
        events.add(
                "response.output_text.done",
                json -> {
                    place(json);
                    json.writeStringField("text", text.toString());
                    json.writeArrayFieldStart("logprobs");
                    json.writeEndArray();
                });
        events.add(
                "response.content_part.done",
                json -> {
                    place(json);
                    json.writeFieldName("part");
                    part(json);
                });
    }

    private void place(JsonGenerator json) throws IOException {
        number(json);
        json.writeStringField("item_id", openId);
        json.writeNumberField("output_index", outputIndex);
        json.writeNumberField("content_index", contentIndex);
    }

    private void message(JsonGenerator json) throws IOException {
        json.writeStringField("id", openId);
        json.writeStringField("type", "message");
        json.writeStringField("status", "incomplete");
        json.writeStringField("role", "assistant");
        json.writeArrayFieldStart("content");
        if (openPart) {
            part(json);
        }
        json.writeEndArray();
    }

    private void part(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "output_text");
        json.writeStringField("text", text.toString());
        json.writeArrayFieldStart("annotations");
        json.writeEndArray();
        json.writeArrayFieldStart("logprobs");
        json.writeEndArray();
        json.writeEndObject();
    }

    private void number(JsonGenerator json) throws IOException {
        sequence++;
        json.writeNumberField("sequence_number", sequence);
    }

    private void head(JsonGenerator json, String status) throws IOException {
        json.writeStringField("id", id);
        json.writeStringField("object", "response");
        json.writeNumberField("created_at", createdAt);
        json.writeStringField("status", status);
    }

    /// What official clients expect of every response.
    private static void rest(JsonGenerator json, String model, List<byte[]> output)
            throws IOException {
        json.writeNullField("instructions");
        json.writeObjectFieldStart("metadata");
        json.writeEndObject();
        json.writeStringField("model", model);
        json.writeArrayFieldStart("output");
        for (byte[] item : output) {
            json.writeRawValue(new String(item, StandardCharsets.UTF_8));
        }
        json.writeEndArray();
        json.writeBooleanField("parallel_tool_calls", true);
        json.writeNullField("temperature");
        json.writeStringField("tool_choice", "auto");
        json.writeArrayFieldStart("tools");
        json.writeEndArray();
        json.writeNullField("top_p");
    }

    private static void raw(JsonGenerator json, String name, byte[] value) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(new String(value, StandardCharsets.UTF_8));
    }

    private static void usage(JsonGenerator json, Counts counts) throws IOException {
        long input = counts.inputTokens();
        long output = counts.outputTokens();
        json.writeObjectFieldStart("usage");
        json.writeNumberField("input_tokens", input);
        json.writeObjectFieldStart("input_tokens_details");
        json.writeNumberField("cached_tokens", counts.get(Bucket.CACHE_READ));
        json.writeEndObject();
        json.writeNumberField("output_tokens", output);
        json.writeObjectFieldStart("output_tokens_details");
        json.writeNumberField("reasoning_tokens", counts.get(Bucket.REASONING));
        json.writeEndObject();
        json.writeNumberField("total_tokens", input + output);
        json.writeEndObject();
    }
}
