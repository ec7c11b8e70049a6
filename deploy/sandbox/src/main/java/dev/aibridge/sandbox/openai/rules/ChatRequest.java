package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.Finish;
import dev.aibridge.sandbox.answer.LastWords;
import dev.aibridge.sandbox.answer.Question;
import dev.aibridge.sandbox.answer.Shape;
import dev.aibridge.sandbox.answer.Thinking;
import dev.aibridge.sandbox.answer.Tool;
import dev.aibridge.sandbox.answer.Toolbox;
import dev.aibridge.sandbox.vendor.ChatModel;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.wire.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A chat request that passed the vendor's rules.
public record ChatRequest(ChatVendor vendor, ChatModel model, ObjectNode body) {

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

    /// The request's own maximum of completion tokens; 0 when it sets none.
    public long explicitMaxTokens() {
        return Math.max(
                body.path("max_tokens").asLong(), body.path("max_completion_tokens").asLong());
    }

    /// The same for equal questions, streamed or not, for whomever and however long.
    public Digest digest() {
        return Digest.ofJson(body, NEUTRAL);
    }

    /// What the model is asked.
    public Question question() {
        long asked = explicitMaxTokens();
        return new Question(
                digest(),
                LastWords.of(body),
                LastWords.areLast(body),
                body.path("n").asInt(1),
                asked > 0 ? asked : model.maxOutputTokens(),
                stops(),
                shape(),
                new Question.ThinkingAndTools(thinking(), toolbox()));
    }

    /// How this vendor names the reason of an end; OpenAI ends a call of the tool that the request
    /// named with `stop`.
    public String finishReason(Finish finish) {
        return switch (finish) {
            case STOP, STOP_SEQUENCE -> "stop";
            case LENGTH -> "length";
            case CALLS -> vendor == ChatVendor.OPENAI && namesOneTool() ? "stop" : "tool_calls";
            case REFUSED -> "content_filter";
            case NO_RESOURCE -> "insufficient_system_resource";
        };
    }

    private List<String> stops() {
        JsonNode stop = body.path("stop");
        if (stop.isTextual()) {
            return List.of(stop.asText());
        }
        List<String> stops = new ArrayList<>();
        stop.forEach(one -> stops.add(one.asText()));
        return stops;
    }

    private Shape shape() {
        JsonNode format = body.path("response_format");
        return switch (format.path("type").asText()) {
            case "json_schema" -> new Shape.OfSchema(format.path("json_schema").path("schema"));
            case "json_object" -> new Shape.AnyJson();
            default -> new Shape.Free();
        };
    }

    private Thinking thinking() {
        return switch (model.thinking()) {
            case NONE -> Thinking.NONE;
            case HIDDEN -> Thinking.hidden(body.path("reasoning_effort").asText("medium"));
            case SHOWN -> Thinking.VISIBLE;
            case SHOWN_UNLESS_DISABLED ->
                    body.path("thinking").path("type").asText().equals("disabled")
                            ? Thinking.NONE
                            : Thinking.VISIBLE;
            case SHOWN_WHEN_ENABLED ->
                    body.path("enable_thinking").asBoolean() ? Thinking.VISIBLE : Thinking.NONE;
        };
    }

    private Toolbox toolbox() {
        JsonNode choice = body.path("tool_choice");
        if (choice.asText().equals("none")) {
            return Toolbox.EMPTY;
        }
        List<Tool> tools = body.path("tools").valueStream().map(ChatRequest::tool).toList();
        boolean parallel = body.path("parallel_tool_calls").asBoolean(true);
        return new Toolbox(tools, forced(choice, tools), parallel);
    }

    private static Tool tool(JsonNode tool) {
        String kind = tool.path("type").asText();
        JsonNode inside = tool.path(kind);
        return new Tool(
                "", inside.path("name").asText(), kind.equals("custom"), inside.path("parameters"));
    }

    private static Optional<Tool> forced(JsonNode choice, List<Tool> tools) {
        if (choice.asText().equals("required")) {
            return tools.stream().findFirst();
        }
        JsonNode allowed = choice.path("allowed_tools");
        if (allowed.isObject()) {
            return allowed.path("mode").asText().equals("required")
                    ? named(allowed.path("tools").path(0), tools)
                    : Optional.empty();
        }
        return choice.isObject() ? named(choice, tools) : Optional.empty();
    }

    private static Optional<Tool> named(JsonNode choice, List<Tool> tools) {
        String name = tool(choice).name();
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    private boolean namesOneTool() {
        JsonNode choice = body.path("tool_choice");
        return choice.isObject() && !choice.has("allowed_tools");
    }
}
