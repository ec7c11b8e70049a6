package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.faults.Dialect;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// OpenAI's Responses as a misbehaving vendor sends them.
public final class ResponsesDialect implements Dialect {

    /// It has no state.
    public static final Dialect INSTANCE = new ResponsesDialect();

    private ResponsesDialect() {}

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
        ObjectNode json =
                Json.object().put("type", "response.failed").put("sequence_number", 1_000_000);
        ObjectNode response =
                json.putObject("response")
                        .put("id", "resp_failed")
                        .put("object", "response")
                        .put("status", "failed");
        response.putObject("error").put("code", "server_error").put("message", OpenAiErrors.FAILED);
        response.putArray("output");
        response.putNull("usage");
        return Script.event("response.failed", json);
    }

    @Override
    public byte[] garbageEvent() {
        return "event: response.output_text.delta\ndata: {\"type\": <garbage>\n\n"
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] hugeEvent(String text) {
        ObjectNode json =
                Json.object()
                        .put("type", "response.output_text.delta")
                        .put("sequence_number", 1_000_000)
                        .put("item_id", "msg_huge")
                        .put("output_index", 0)
                        .put("content_index", 0)
                        .put("delta", text);
        json.putArray("logprobs");
        return Script.event("response.output_text.delta", json);
    }

    @Override
    public byte[] hugeBody(String text) {
        ObjectNode json =
                Json.object()
                        .put("id", "resp_huge")
                        .put("object", "response")
                        .put("status", "completed");
        json.putArray("output").addObject().put("type", "message").put("text", text);
        return Json.bytes(json);
    }
}
