package dev.aibridge.sandbox.anthropic.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.faults.Dialect;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Anthropic's Messages as a misbehaving vendor sends them.
public final class AnthropicDialect implements Dialect {

    /// It has no state.
    public static final Dialect INSTANCE = new AnthropicDialect();

    private static final String REQUEST_ID = "req_011CSandboxFaultInjected";

    private AnthropicDialect() {}

    @Override
    public JsonNode error(int status, String type, String code) {
        ObjectNode body = Problem.usual(status, type).toJson(REQUEST_ID);
        if (!code.isEmpty()) {
            body.withObjectProperty("error").putObject("details").put("error_code", code);
        }
        return body;
    }

    @Override
    public Map<String, String> errorHeaders() {
        return Map.of("request-id", REQUEST_ID);
    }

    @Override
    public byte[] errorEvent() {
        return Script.event("error", Problem.usual(529, "").toJson(REQUEST_ID));
    }

    @Override
    public byte[] garbageEvent() {
        return "event: content_block_delta\ndata: {\"type\": <garbage>\n\n"
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] hugeEvent(String text) {
        ObjectNode json = Json.object().put("type", "content_block_delta").put("index", 0);
        json.putObject("delta").put("type", "text_delta").put("text", text);
        return Script.event("content_block_delta", json);
    }

    @Override
    public byte[] hugeBody(String text) {
        ObjectNode json =
                Json.object()
                        .put("id", "msg_huge")
                        .put("type", "message")
                        .put("role", "assistant")
                        .put("model", "huge");
        json.putArray("content").addObject().put("type", "text").put("text", text);
        return Json.bytes(json);
    }
}
