package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.LastWords;
import dev.aibridge.sandbox.answer.Question;
import dev.aibridge.sandbox.answer.Shape;
import dev.aibridge.sandbox.answer.Thinking;
import dev.aibridge.sandbox.answer.Tool;
import dev.aibridge.sandbox.answer.Toolbox;
import dev.aibridge.sandbox.vendor.ClaudeModel;
import dev.aibridge.sandbox.vendor.ClaudeModel.Trait;
import dev.aibridge.sandbox.wire.Digest;
import dev.aibridge.sandbox.wire.Json;
import dev.aibridge.sandbox.wire.Seals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request for a message, or for its count.
///
/// @param organisation the credential that asks
public record MessagesRequest(
        ClaudeModel model, ObjectNode body, Betas betas, String organisation) {

    /// Fields that say how, for whom and how much, but not what is asked.
    private static final List<String> NEUTRAL =
            List.of("stream", "metadata", "service_tier", "max_tokens", "speed", "inference_geo");

    /// A search that the user spells out.
    private static final Pattern SEARCH =
            Pattern.compile("^\\s*search:(\\S.{0,200})$", Pattern.MULTILINE);

    private static final int USUAL_TRIGGER = 150_000;

    /// Whether the answer is a stream of events.
    public boolean stream() {
        return body.path("stream").asBoolean();
    }

    /// The most that may be produced, thinking included.
    public long maxTokens() {
        return body.path("max_tokens").asLong();
    }

    /// What the organisation gets from this model and must send back unchanged.
    public Seals seals() {
        return new Seals(organisation, model.snapshot());
    }

    /// What seals the thinking of an answer to this request.
    public Seals thinkingSeals() {
        return thinkingSeals(body.path("messages").size());
    }

    /// What sealed the thinking after the first so many messages: newer models bind it to all that
    /// led to it, whatever its borders and cache marks.
    Seals thinkingSeals(int messages) {
        if (!model.has(Trait.PREFIX_BOUND)) {
            return seals();
        }
        ArrayNode before = Json.array();
        before.add(body.path("system").deepCopy()).add(body.path("tools").deepCopy());
        ArrayNode led = Json.array();
        body.path("messages").valueStream().limit(messages).forEach(led::add);
        for (Turn turn : Turn.of(led)) {
            before.add(turn.role());
            turn.blocks().forEach(place -> before.add(place.block().deepCopy()));
        }
        ObjectNode prefix = Json.object();
        prefix.set("before", before);
        String digest = Digest.ofJson((ObjectNode) CacheMarks.without(prefix), List.of()).hex(32);
        return new Seals(organisation, model.snapshot() + "\n" + digest);
    }

    /// The same for equal questions, streamed or not, for whomever and however long.
    public Digest digest() {
        return Digest.ofJson((ObjectNode) CacheMarks.without(body), NEUTRAL);
    }

    /// What the model is asked.
    ///
    /// @param maxTokens what it may produce at most
    public Question question(long maxTokens) {
        List<String> stops = new ArrayList<>();
        body.path("stop_sequences").forEach(stop -> stops.add(stop.asText()));
        return new Question(
                digest(),
                LastWords.of(body),
                LastWords.areLast(body),
                1,
                maxTokens,
                stops,
                shape(),
                new Question.ThinkingAndTools(thinking(), toolbox()));
    }

    /// Whether thinking comes without its text.
    public boolean omitsThinking() {
        String usual = model.has(Trait.THINKS_UNASKED) ? "omitted" : "summarized";
        return body.path("thinking").path("display").asText(usual).equals("omitted");
    }

    /// What the model looks up on the web before it answers.
    public List<String> searches() {
        boolean offered =
                body.path("tools")
                        .valueStream()
                        .anyMatch(tool -> tool.path("type").asText().startsWith("web_search_"));
        if (!offered || !LastWords.areLast(body)) {
            return List.of();
        }
        Matcher lines = SEARCH.matcher(LastWords.of(body));
        return lines.results().map(line -> line.group(1).strip()).toList();
    }

    /// From how many tokens of the prompt on the API compacts the conversation; nothing when it
    /// does not.
    public OptionalLong compactsFrom() {
        for (JsonNode edit : body.path("context_management").path("edits")) {
            if (edit.path("type").asText().equals(ContextRules.COMPACT)) {
                return OptionalLong.of(edit.path("trigger").path("value").asLong(USUAL_TRIGGER));
            }
        }
        return OptionalLong.empty();
    }

    /// Whether the answer ends after compacting.
    public boolean pausesAfterCompacting() {
        return body.path("context_management")
                .path("edits")
                .valueStream()
                .anyMatch(edit -> edit.path("pause_after_compaction").asBoolean());
    }

    private Shape shape() {
        JsonNode format = body.path("output_config").path("format");
        JsonNode given = format.isObject() ? format : body.path("output_format");
        return given.path("schema").isObject()
                ? new Shape.OfSchema(given.path("schema"))
                : new Shape.Free();
    }

    private Thinking thinking() {
        String usual = model.has(Trait.THINKS_UNASKED) ? "adaptive" : "disabled";
        String type = body.path("thinking").path("type").asText(usual);
        boolean thinks = type.equals("enabled") || type.equals("adaptive");
        return thinks ? Thinking.VISIBLE : Thinking.NONE;
    }

    private Toolbox toolbox() {
        JsonNode choice = body.path("tool_choice");
        String type = choice.path("type").asText();
        if (type.equals("none")) {
            return Toolbox.EMPTY;
        }
        List<Tool> tools =
                body.path("tools")
                        .valueStream()
                        .filter(MessagesRequest::isCalled)
                        .map(
                                tool ->
                                        Tool.function(
                                                tool.path("name").asText(),
                                                tool.path("input_schema")))
                        .toList();
        Optional<Tool> forced =
                switch (type) {
                    case "any" -> tools.stream().findFirst();
                    case "tool" ->
                            tools.stream()
                                    .filter(
                                            tool ->
                                                    tool.name()
                                                            .equals(choice.path("name").asText()))
                                    .findFirst();
                    default -> Optional.empty();
                };
        return new Toolbox(tools, forced, !choice.path("disable_parallel_tool_use").asBoolean());
    }

    /// Tools that run at the vendor are never called in an answer's `tool_use`.
    private static boolean isCalled(JsonNode tool) {
        return !ToolRules.isVendorTyped(tool)
                || VendorTool.of(tool.path("type").asText())
                        .filter(VendorTool::runByClient)
                        .isPresent();
    }
}
