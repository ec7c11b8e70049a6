package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.LastWords;
import dev.aibridge.sandbox.answer.Question;
import dev.aibridge.sandbox.answer.Shape;
import dev.aibridge.sandbox.answer.Thinking;
import dev.aibridge.sandbox.answer.Tool;
import dev.aibridge.sandbox.answer.Toolbox;
import dev.aibridge.sandbox.vendor.ChatModel;
import dev.aibridge.sandbox.wire.Digest;
import dev.aibridge.sandbox.wire.Seals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A request for a response that passed the vendor's rules.
///
/// @param organisation the credential that asks
public record ResponsesRequest(ChatModel model, ObjectNode body, String organisation) {

    /// Fields that say how, for whom and how much, but not what is asked.
    private static final List<String> NEUTRAL =
            List.of(
                    "stream",
                    "stream_options",
                    "user",
                    "store",
                    "metadata",
                    "include",
                    "service_tier",
                    "safety_identifier",
                    "prompt_cache_key",
                    "prompt_cache_retention",
                    "max_output_tokens");

    /// Whether the answer is a stream of events.
    public boolean stream() {
        return body.path("stream").asBoolean();
    }

    /// What the organisation gets and must send back unchanged.
    public Seals seals() {
        return new Seals(organisation, "");
    }

    /// The same for equal questions, streamed or not, for whomever and however long.
    public Digest digest() {
        return Digest.ofJson(body, NEUTRAL);
    }

    /// The most that may be produced, reasoning included.
    public long maxTokens() {
        long asked = body.path("max_output_tokens").asLong();
        return asked > 0 ? asked : model.maxOutputTokens();
    }

    /// How hard a reasoning model thinks.
    public String effort() {
        return body.path("reasoning").path("effort").asText("medium");
    }

    /// Whether the client may read a summary of the reasoning.
    public boolean summarizes() {
        return body.path("reasoning").hasNonNull("summary");
    }

    /// Whether reasoning comes sealed, so that it can be sent back without being stored.
    public boolean encryptsReasoning() {
        return body.path("include")
                .valueStream()
                .anyMatch(one -> one.asText().equals("reasoning.encrypted_content"));
    }

    /// What the model is asked.
    public Question question() {
        boolean thinks = model.thinking() == ChatModel.Thinking.HIDDEN;
        Thinking thinking = thinks ? Thinking.hidden(effort()) : Thinking.NONE;
        return new Question(
                digest(),
                LastWords.of(body),
                LastWords.areLast(body),
                1,
                maxTokens(),
                List.of(),
                shape(),
                new Question.ThinkingAndTools(thinking, toolbox()));
    }

    private Shape shape() {
        JsonNode format = body.path("text").path("format");
        return switch (format.path("type").asText()) {
            case "json_schema" -> new Shape.OfSchema(format.path("schema"));
            case "json_object" -> new Shape.AnyJson();
            default -> new Shape.Free();
        };
    }

    private Toolbox toolbox() {
        JsonNode choice = body.path("tool_choice");
        if (choice.asText().equals("none")) {
            return Toolbox.EMPTY;
        }
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : body.path("tools")) {
            if (tool.path("type").asText().equals("namespace")) {
                String namespace = tool.path("name").asText();
                tool.path("tools").forEach(inner -> add(tools, namespace, inner));
            } else {
                add(tools, "", tool);
            }
        }
        boolean parallel = body.path("parallel_tool_calls").asBoolean(true);
        return new Toolbox(tools, forced(choice, tools), parallel);
    }

    private static void add(List<Tool> tools, String namespace, JsonNode tool) {
        String type = tool.path("type").asText();
        if (type.equals("function") || type.equals("custom")) {
            tools.add(
                    new Tool(
                            namespace,
                            tool.path("name").asText(),
                            type.equals("custom"),
                            tool.path("parameters")));
        }
    }

    private static Optional<Tool> forced(JsonNode choice, List<Tool> tools) {
        if (choice.asText().equals("required")) {
            return tools.stream().findFirst();
        }
        boolean allowed = choice.path("type").asText().equals("allowed_tools");
        if (allowed && !choice.path("mode").asText().equals("required")) {
            return Optional.empty();
        }
        JsonNode named = allowed ? choice.path("tools").path(0) : choice;
        return tools.stream()
                .filter(tool -> tool.name().equals(named.path("name").asText()))
                .findFirst();
    }
}
