package dev.aibridge.chaos.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What a client got, to the last byte.
///
/// @param headers of the answer; none when there was no answer
/// @param status none of HTTP when there was no answer
/// @param body as far as it came
/// @param intact whether the HTTP message came to its own end
record Reply(int status, HttpHeaders headers, String body, boolean intact) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (_, _) -> true);
    private static final String DONE = "[DONE]";
    private static final int NOT_CONNECTED = -1;
    private static final int RESET = 0;

    /// Nobody listened.
    static Reply notConnected() {
        return new Reply(NOT_CONNECTED, NO_HEADERS, "", false);
    }

    /// The connection ended before an answer began.
    static Reply reset() {
        return new Reply(RESET, NO_HEADERS, "", false);
    }

    boolean connected() {
        return status != NOT_CONNECTED;
    }

    UUID id() {
        return UUID.fromString(header("x-request-id"));
    }

    boolean hasId() {
        return headers.firstValue("x-request-id").isPresent();
    }

    String header(String name) {
        return headers.firstValue(name)
                .orElseThrow(() -> new AssertionError("no " + name + " in " + this));
    }

    boolean isStream() {
        return headers.firstValue("content-type").orElse("").startsWith("text/event-stream");
    }

    /// Whether a client may take it for a success.
    boolean finished() {
        return status == 200 && intact && (!isStream() || events().getLast().equals(DONE));
    }

    /// Whether it came to an honest end: whole, or with exactly one error as its last word.
    boolean honest() {
        return finished() || (intact && !error().isMissingNode());
    }

    /// The data of each event.
    List<String> events() {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    /// The error the client is told: the body's, or the one with which the stream ends.
    JsonNode error() {
        List<String> said = isStream() ? events() : List.of(body);
        List<JsonNode> errors =
                said.stream()
                        .filter(text -> !text.equals(DONE))
                        .map(text -> json(text).path("error"))
                        .filter(JsonNode::isObject)
                        .toList();
        boolean last =
                errors.size() == 1 && json(said.getLast()).path("error").equals(errors.getFirst());
        return last ? errors.getFirst() : JSON.missingNode();
    }

    String errorCode() {
        return error().path("code").asText("");
    }

    /// All text that was produced, streamed or not.
    String text() {
        if (!isStream()) {
            return json(body).path("choices").path(0).path("message").path("content").asText();
        }
        StringBuilder text = new StringBuilder();
        for (String event : events()) {
            if (!event.equals(DONE)) {
                JsonNode delta = json(event).path("choices").path(0).path("delta");
                text.append(delta.path("content").asText(""));
            }
        }
        return text.toString();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException cut) {
            return JSON.missingNode();
        }
    }

    @Override
    public String toString() {
        String shown = body.length() > 600 ? body.substring(0, 600) + "…" : body;
        return status + (intact ? " " : " (cut) ") + headers.map() + "\n" + shown;
    }
}
