package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.faults.Dialect;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.wire.ApiError;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// OpenAI's chat completions as a misbehaving vendor sends them.
public final class ChatDialect implements Dialect {

    /// It has no state.
    public static final Dialect INSTANCE = new ChatDialect();

    private ChatDialect() {}

    @Override
    public JsonNode error(int status, String type, String code) {
        return OpenAiErrors.usual(status, type, code).toJson();
    }

    @Override
    public Map<String, String> errorHeaders() {
        return Map.of();
    }

    @Override
    public byte[] errorEvent() {
        return event(new ApiError(500, OpenAiErrors.FAILED, "server_error", null, null).toJson());
    }

    @Override
    public byte[] garbageEvent() {
        return Script.event("{\"choices\": [<garbage>");
    }

    @Override
    public byte[] hugeEvent(String text) {
        return event(chunk(text));
    }

    @Override
    public byte[] hugeBody(String text) {
        return Json.bytes(chunk(text));
    }

    private static ObjectNode chunk(String text) {
        ObjectNode json =
                Json.object()
                        .put("id", "chatcmpl-huge")
                        .put("object", "chat.completion.chunk")
                        .put("created", 0)
                        .put("model", "huge");
        json.putArray("choices")
                .addObject()
                .put("index", 0)
                .putNull("finish_reason")
                .putObject("delta")
                .put("content", text);
        return json;
    }

    private static byte[] event(ObjectNode json) {
        return Script.event(new String(Json.bytes(json), StandardCharsets.UTF_8));
    }
}
