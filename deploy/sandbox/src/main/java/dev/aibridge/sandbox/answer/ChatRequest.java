package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.vendor.ChatModel;
import dev.aibridge.sandbox.vendor.Vendor;
import dev.aibridge.sandbox.wire.Digest;
import dev.aibridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A chat request that passed the vendor's rules.
public record ChatRequest(Vendor vendor, ChatModel model, ObjectNode body) {

    /// Fields that say how, for whom and how much, but not what is asked.
    private static final List<String> NEUTRAL =
            List.of(
                    "stream",
                    "stream_options",
                    "user",
                    "store",
                    "metadata",
                    "service_tier",
                    "safety_identifier",
                    "prompt_cache_key",
                    "prompt_cache_retention",
                    "max_tokens",
                    "max_completion_tokens",
                    "n");

    /// Whether the answer is a stream of events.
    public boolean stream() {
        return body.path("stream").asBoolean();
    }

    /// Whether a stream ends with its usage.
    public boolean includeUsage() {
        return body.path("stream_options").path("include_usage").asBoolean();
    }

    /// How many answers are asked for.
    public int choices() {
        return body.path("n").asInt(1);
    }

    /// The request's own maximum of completion tokens, else the model's.
    public long maxTokens() {
        long asked = explicitMaxTokens();
        return asked > 0 ? asked : model.maxOutputTokens();
    }

    /// The request's own maximum of completion tokens; 0 when it sets none.
    public long explicitMaxTokens() {
        return Math.max(
                body.path("max_tokens").asLong(), body.path("max_completion_tokens").asLong());
    }

    /// Texts that end the answer and are not part of it.
    public List<String> stops() {
        JsonNode stop = body.path("stop");
        if (stop.isTextual()) {
            return List.of(stop.asText());
        }
        List<String> stops = new ArrayList<>();
        stop.forEach(one -> stops.add(one.asText()));
        return stops;
    }

    /// Whether it is the user's turn that is answered, not a tool's result.
    public boolean answersUser() {
        JsonNode messages = body.path("messages");
        return messages.path(messages.size() - 1).path("role").asText().equals("user");
    }

    /// What the user said last; empty when there is no user.
    public String lastUserText() {
        return lastUserText(body);
    }

    /// What the user said last in a body that may be anything.
    public static String lastUserText(JsonNode body) {
        String last = "";
        for (JsonNode message : body.path("messages")) {
            if (message.path("role").asText().equals("user")) {
                last = text(message.path("content"));
            }
        }
        return last;
    }

    /// The length that the user asked for with `[[tokens=N]]`.
    public OptionalInt wantedTokens() {
        return Marker.allIn(lastUserText()).stream()
                .filter(marker -> marker.name().equals("tokens"))
                .mapToInt(marker -> marker.values().path("tokens").asInt())
                .filter(tokens -> tokens > 0)
                .findFirst();
    }

    /// The same for equal questions, streamed or not, for whomever and however long.
    public Digest digest() {
        ObjectNode question = body.deepCopy();
        question.remove(NEUTRAL);
        return Digest.of(Json.bytes(Json.canonical(question)));
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        return StreamSupport.stream(content.spliterator(), false)
                .map(part -> part.path("text").asText())
                .collect(Collectors.joining("\n"));
    }
}
