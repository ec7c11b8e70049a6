package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.Tokens;
import dev.aibridge.sandbox.wire.Digest;
import dev.aibridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which tools the model calls: those the user spells out (`call:NAME{…}`), else one that the
/// request forces, else none.
final class PlannedCalls {

    private static final Pattern SPELLED =
            Pattern.compile("^\\s*call:([A-Za-z0-9_-]{1,64})\\s*(.*)$", Pattern.MULTILINE);

    /// Tokens of a call beside its name and arguments.
    private static final int AROUND_CALL = 8;

    private final ChatRequest request;
    private final Digest digest;
    private final int choice;

    PlannedCalls(ChatRequest request, Digest digest, int choice) {
        this.request = request;
        this.digest = digest;
        this.choice = choice;
    }

    List<ToolCall> calls(SplittableRandom random) {
        JsonNode toolChoice = request.body().path("tool_choice");
        if (tools().isEmpty() || toolChoice.asText().equals("none")) {
            return List.of();
        }
        List<ToolCall> spelled = spelled();
        if (!spelled.isEmpty()) {
            return spelled;
        }
        return forced(toolChoice).map(tool -> List.of(invented(tool, random))).orElse(List.of());
    }

    /// Whether the request names the one tool to call.
    boolean named() {
        JsonNode choice = request.body().path("tool_choice");
        return choice.isObject() && !choice.has("allowed_tools");
    }

    private List<ToolCall> spelled() {
        List<ToolCall> calls = new ArrayList<>();
        boolean parallel = request.body().path("parallel_tool_calls").asBoolean(true);
        Matcher line = SPELLED.matcher(request.answersUser() ? request.lastUserText() : "");
        while (line.find() && (parallel || calls.isEmpty())) {
            String arguments = line.group(2).strip();
            tool(line.group(1)).ifPresent(tool -> calls.add(call(tool, arguments, calls.size())));
        }
        return calls;
    }

    private Optional<JsonNode> forced(JsonNode choice) {
        if (choice.asText().equals("required")) {
            return Optional.of(tools().get(0));
        }
        JsonNode allowed = choice.path("allowed_tools");
        if (allowed.isObject()) {
            return allowed.path("mode").asText().equals("required")
                    ? tool(nameOf(allowed.path("tools").path(0)))
                    : Optional.empty();
        }
        return choice.isObject() ? tool(nameOf(choice)) : Optional.empty();
    }

    private ToolCall invented(JsonNode tool, SplittableRandom random) {
        if (isCustom(tool)) {
            return call(tool, "free text for " + nameOf(tool), 0);
        }
        JsonNode schema = tool.path("function").path("parameters");
        JsonNode arguments =
                schema.isObject() ? new SchemaFiller(schema, random).fill() : Json.object();
        return call(tool, arguments.toString(), 0);
    }

    private ToolCall call(JsonNode tool, String arguments, int position) {
        String name = nameOf(tool);
        String source = digest.hex(64) + choice + ":" + position;
        String id = "call_" + Digest.of(source.getBytes(StandardCharsets.UTF_8)).hex(24);
        Piece head = new Piece(name, Tokens.count(name) + AROUND_CALL);
        return new ToolCall(id, isCustom(tool), head, Tokens.pieces(arguments));
    }

    private Optional<JsonNode> tool(String name) {
        return tools().valueStream().filter(tool -> nameOf(tool).equals(name)).findFirst();
    }

    private ArrayNode tools() {
        return request.body().path("tools") instanceof ArrayNode tools ? tools : Json.array();
    }

    private static boolean isCustom(JsonNode tool) {
        return tool.path("type").asText().equals("custom");
    }

    private static String nameOf(JsonNode tool) {
        return tool.path(tool.path("type").asText()).path("name").asText();
    }
}
