package dev.aibridge.sandbox.play;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.play.Step.Finish;
import dev.aibridge.sandbox.play.Step.Head;
import dev.aibridge.sandbox.play.Step.Send;
import dev.aibridge.sandbox.render.Chunk;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Well-behaved sequences of steps.
public final class Script {

    private static final byte[] DONE = event("[DONE]");

    private Script() {}

    /// A JSON body of known length.
    ///
    /// @param tokens completion tokens in it
    public static List<Step> whole(
            int status, Map<String, String> headers, JsonNode json, int tokens) {
        return body(status, headers, "application/json", Json.bytes(json), tokens);
    }

    /// Any body of known length.
    public static List<Step> body(
            int status, Map<String, String> headers, String type, byte[] bytes, int tokens) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", type);
        all.put("content-length", String.valueOf(bytes.length));
        return List.of(new Head(status, all), new Send(bytes, tokens, tokens > 0), new Finish());
    }

    /// A stream of server-sent events that ends with `[DONE]`.
    public static List<Step> streamed(Map<String, String> headers, List<Chunk> chunks) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", "text/event-stream; charset=utf-8");
        all.put("cache-control", "no-cache");
        List<Step> steps = new ArrayList<>(chunks.size() + 3);
        steps.add(new Head(200, all));
        for (Chunk chunk : chunks) {
            byte[] event = event(new String(Json.bytes(chunk.json()), StandardCharsets.UTF_8));
            steps.add(new Send(event, chunk.tokens(), chunk.content()));
        }
        steps.add(new Send(DONE.clone(), 0, false));
        steps.add(new Finish());
        return steps;
    }

    /// One event on the wire.
    public static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
