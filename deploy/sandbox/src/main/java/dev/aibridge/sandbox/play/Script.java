package dev.aibridge.sandbox.play;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.play.Step.Finish;
import dev.aibridge.sandbox.play.Step.Head;
import dev.aibridge.sandbox.play.Step.Send;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Well-behaved sequences of steps.
public final class Script {

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

    /// A stream of server-sent events.
    ///
    /// @param events all of them, the closing one last
    public static List<Step> streamed(Map<String, String> headers, List<Send> events) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", "text/event-stream; charset=utf-8");
        all.put("cache-control", "no-cache");
        List<Step> steps = new ArrayList<>(events.size() + 2);
        steps.add(new Head(200, all));
        steps.addAll(events);
        steps.add(new Finish());
        return steps;
    }

    /// One event on the wire.
    public static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /// One event with a name on the wire.
    public static byte[] event(String name, JsonNode data) {
        String json = new String(Json.bytes(data), StandardCharsets.UTF_8);
        return ("event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
