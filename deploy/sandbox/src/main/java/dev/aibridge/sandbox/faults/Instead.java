package dev.aibridge.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.play.Step.Pause;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Faults that come before the answer, or in its place.
final class Instead {

    private Instead() {}

    static List<Step> status(Fault fault, Dialect dialect) {
        Map<String, String> headers = new HashMap<>(dialect.errorHeaders());
        fault.value("headers")
                .properties()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asText()));
        if (fault.has("retry-after")) {
            headers.put("retry-after", fault.text("retry-after", ""));
        }
        int code = fault.number("code", 503);
        JsonNode body = fault.value("body");
        if (body.isTextual()) {
            byte[] bytes = body.asText().getBytes(StandardCharsets.UTF_8);
            String type = headers.getOrDefault("content-type", "text/plain");
            return Script.body(code, headers, type, bytes, 0);
        }
        JsonNode json = body.isMissingNode() ? usualBody(code, fault, dialect) : body;
        return Script.whole(code, headers, json, 0);
    }

    static List<Step> redirect(Fault fault) {
        String to = fault.text("location", "http://127.0.0.1:9/v1/chat/completions");
        return Script.whole(fault.number("code", 307), Map.of("location", to), Json.object(), 0);
    }

    static List<Step> delayed(List<Step> script, Fault fault) {
        List<Step> late = new ArrayList<>();
        late.add(new Pause(Duration.ofMillis(fault.number("ms", 1_000))));
        late.addAll(script);
        return late;
    }

    private static JsonNode usualBody(int code, Fault fault, Dialect dialect) {
        int status = code >= 400 && code <= 599 ? code : 500;
        return dialect.error(status, fault.text("error_type", ""), fault.text("error_code", ""));
    }
}
