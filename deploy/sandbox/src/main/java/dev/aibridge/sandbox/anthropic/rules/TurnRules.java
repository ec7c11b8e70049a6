package dev.aibridge.sandbox.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.anthropic.rules.Turn.Place;
import dev.aibridge.sandbox.vendor.ClaudeModel;
import dev.aibridge.sandbox.vendor.ClaudeModel.Trait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The conversation: who speaks, that every call of a tool is answered at once and only once, and
/// that thinking comes back where it must.
final class TurnRules {

    private static final int MAX_MESSAGES = 100_000;

    private final Objections objections;
    private final ClaudeModel model;

    TurnRules(Objections objections, ClaudeModel model) {
        this.objections = objections;
        this.model = model;
    }

    /// Checks the list and each message's frame; its content is checked by the caller.
    void messages(JsonNode body, BlockRules blocks) {
        JsonNode messages = body.path("messages");
        Fields top = new Fields(objections, body, "");
        top.required("messages");
        top.array("messages");
        objections.unless(!messages.isEmpty(), () -> "messages: at least one message is required");
        objections.unless(
                messages.size() <= MAX_MESSAGES,
                () -> "messages: List should have at most 100000 items after validation");
        for (int i = 0; i < messages.size() && objections.none(); i++) {
            message(messages.get(i), i, i == messages.size() - 1, blocks);
        }
    }

    private void message(JsonNode message, int index, boolean last, BlockRules blocks) {
        String path = "messages." + index;
        objections.unless(message.isObject(), () -> path + ": Input should be an object");
        String role = message.path("role").asText();
        boolean instructs = model.has(Trait.MID_SYSTEM);
        objections.unless(
                instructs || !role.equals("system"),
                () ->
                        "messages: Unexpected role \"system\". The Messages API accepts a top-level"
                                + " `system` parameter, not \"system\" as an input message role.");
        Fields fields = new Fields(objections, message, path);
        fields.only(Set.of("role", "content"), Set.of());
        fields.oneOf(
                "role",
                instructs ? List.of("user", "assistant", "system") : List.of("user", "assistant"));
        JsonNode content = message.path("content");
        boolean empty = content.isTextual() ? content.asText().isEmpty() : content.isEmpty();
        objections.unless(
                !content.isNull() && (!empty || (last && role.equals("assistant"))),
                () ->
                        path
                                + ": all messages must have non-empty content except for the"
                                + " optional final assistant message");
        blocks.message(content, index, role);
    }

    /// Checks the order of turns.
    ///
    /// @param thinking whether the request turns thinking on with a budget
    void order(JsonNode body, boolean thinking) {
        List<Turn> turns = Turn.of(body.path("messages"));
        objections.unless(
                turns.getFirst().role().equals("user"),
                () -> "messages: first message must use the \"user\" role");
        Set<String> used = new HashSet<>();
        for (int i = 0; i < turns.size() && objections.none(); i++) {
            Turn turn = turns.get(i);
            if (turn.isAssistant()) {
                calls(turn, i + 1 < turns.size() ? turns.get(i + 1) : null, used);
            } else {
                results(turn, i > 0 ? turns.get(i - 1) : null);
            }
        }
        ending(turns.getLast());
        if (thinking && objections.none()) {
            thoughtBefore(turns);
        }
    }

    private void calls(Turn turn, @Nullable Turn next, Set<String> used) {
        for (Place place : turn.blocks()) {
            if (place.is("tool_use")) {
                objections.unless(
                        used.add(place.block().path("id").asText()),
                        () -> place.path() + ": `tool_use` ids must be unique");
            }
        }
        List<String> unanswered = new ArrayList<>(turn.ids("tool_use", "id"));
        if (next != null) {
            for (Place place : next.blocks()) {
                if (!place.is("tool_result")) {
                    break;
                }
                unanswered.remove(place.block().path("tool_use_id").asText());
            }
        }
        objections.unless(
                unanswered.isEmpty(),
                () ->
                        ("messages.%d: `tool_use` ids were found without `tool_result` blocks"
                                        + " immediately after: %s. Each `tool_use` block must have a"
                                        + " corresponding `tool_result` block in the next message.")
                                .formatted(turn.index(), String.join(", ", unanswered)));
    }

    private void results(Turn turn, @Nullable Turn before) {
        List<String> asked = before == null ? List.of() : before.ids("tool_use", "id");
        Set<String> seen = new HashSet<>();
        for (Place place : turn.blocks()) {
            String id = place.block().path("tool_use_id").asText();
            boolean result = place.is("tool_result");
            objections.unless(
                    !result || asked.contains(id),
                    () ->
                            ("%s: unexpected `tool_use_id` found in `tool_result` blocks: %s. Each"
                                            + " `tool_result` block must have a corresponding"
                                            + " `tool_use` block in the previous message.")
                                    .formatted(place.path(), id));
            objections.unless(
                    !result || seen.add(id),
                    () ->
                            ("%s: each tool_use must have a single result. Found multiple"
                                            + " `tool_result` blocks with id: %s")
                                    .formatted(place.path(), id));
        }
    }

    private void ending(Turn last) {
        if (!last.isAssistant() || last.blocks().isEmpty()) {
            return;
        }
        Place end = last.blocks().getLast();
        objections.unless(
                !model.has(Trait.NO_PREFILL),
                () ->
                        "This model does not support assistant message prefill. The conversation"
                                + " must end with a user message.");
        String text = end.block().path("text").asText();
        objections.unless(
                !end.is("text") || text.equals(text.stripTrailing()),
                () -> "messages: final assistant content cannot end with trailing whitespace");
        objections.unless(
                !end.is("thinking") && !end.is("redacted_thinking"),
                () ->
                        "messages.%d: The final block in an assistant message cannot be `thinking`."
                                .formatted(last.index()));
    }

    /// In the middle of calling tools, the assistant's turn must begin with what it thought.
    private void thoughtBefore(List<Turn> turns) {
        Turn last = turns.getLast();
        boolean resumes = !last.isAssistant() && !last.ids("tool_result", "tool_use_id").isEmpty();
        if (!resumes || turns.size() < 2) {
            return;
        }
        Turn calling = turns.get(turns.size() - 2);
        Place first = calling.blocks().getFirst();
        objections.unless(
                first.is("thinking") || first.is("redacted_thinking"),
                () ->
                        ("%s.type: Expected `thinking` or `redacted_thinking`, but found `%s`. When"
                                        + " `thinking` is enabled, a final `assistant` message must"
                                        + " start with a thinking block (preceeding the lastmost set"
                                        + " of `tool_use` and `tool_result` blocks). We recommend you"
                                        + " include thinking blocks from previous turns. To avoid"
                                        + " this requirement, disable `thinking`. Please consult our"
                                        + " documentation at"
                                        + " https://docs.claude.com/en/docs/build-with-claude/extended-thinking")
                                .formatted(first.path(), first.block().path("type").asText()));
    }
}
