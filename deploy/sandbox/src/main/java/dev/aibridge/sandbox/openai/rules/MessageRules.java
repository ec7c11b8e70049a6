package dev.aibridge.sandbox.openai.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The conversation: its roles, its order, and that every tool call is answered.
final class MessageRules {

    private static final List<String> ROLES =
            List.of("system", "assistant", "user", "function", "tool", "developer");

    private final Objections objections;
    private final ContentRules content;
    private final boolean unknownRefused;

    MessageRules(Objections objections, ContentRules content, boolean unknownRefused) {
        this.objections = objections;
        this.content = content;
        this.unknownRefused = unknownRefused;
    }

    void check(JsonNode body) {
        JsonNode messages = body.path("messages");
        objections.unless(body.has("messages"), () -> Say.missing("messages"));
        objections.unless(
                messages.isArray(),
                () -> Say.wrongType("messages", "an array of objects", messages));
        objections.unless(!messages.isEmpty(), () -> Say.emptyArray("messages"));
        for (int i = 0; i < messages.size() && objections.none(); i++) {
            message(messages.get(i), "messages[" + i + "]", i);
        }
        if (objections.none()) {
            order(messages);
        }
    }

    private void message(JsonNode message, String path, int index) {
        objections.unless(message.isObject(), () -> Say.wrongType(path, "an object", message));
        Fields fields = new Fields(objections, message, path);
        fields.required("role");
        fields.oneOf("role", ROLES);
        objections.unless(
                message.path("role").isTextual(),
                () -> Say.wrongType(path + ".role", "a string", message.path("role")));
        if (!objections.none()) {
            return;
        }
        String role = message.path("role").asText();
        if (unknownRefused) {
            fields.only(knownFields(role));
        }
        fields.string("name", 64);
        if (role.equals("assistant")) {
            calls(message, path);
        }
        if (role.equals("tool")) {
            fields.requiredString("tool_call_id");
        }
        content.check(message, path, index);
    }

    private static Set<String> knownFields(String role) {
        return switch (role) {
            case "assistant" ->
                    Set.of(
                            "role",
                            "content",
                            "name",
                            "refusal",
                            "audio",
                            "tool_calls",
                            "function_call",
                            "annotations",
                            "reasoning_content");
            case "tool" -> Set.of("role", "content", "tool_call_id", "name");
            default -> Set.of("role", "content", "name");
        };
    }

    private void calls(JsonNode message, String path) {
        JsonNode calls = message.path("tool_calls");
        new Fields(objections, message, path).array("tool_calls", "an array of objects");
        objections.unless(
                !calls.isArray() || !calls.isEmpty(), () -> Say.emptyArray(path + ".tool_calls"));
        for (int i = 0; i < calls.size(); i++) {
            String at = path + ".tool_calls[" + i + "]";
            JsonNode call = calls.get(i);
            Fields fields = new Fields(objections, call, at);
            fields.requiredString("id");
            fields.required("type");
            fields.oneOf("type", List.of("function", "custom"));
            String kind = call.path("type").asText();
            fields.required(kind);
            Fields inside = new Fields(objections, call.path(kind), at + "." + kind);
            inside.requiredString("name");
            inside.requiredString(kind.equals("custom") ? "input" : "arguments");
        }
    }

    private void order(JsonNode messages) {
        Set<String> open = new LinkedHashSet<>();
        int caller = 0;
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            int at = i;
            if (message.path("role").asText().equals("tool")) {
                String id = message.path("tool_call_id").asText();
                objections.unless(open.remove(id), () -> unasked(messages, at, id));
            } else {
                int asked = caller;
                objections.unless(open.isEmpty(), () -> unanswered(asked, open));
                open.clear();
                message.path("tool_calls").forEach(call -> open.add(call.path("id").asText()));
                caller = i;
            }
        }
        int asked = caller;
        objections.unless(open.isEmpty(), () -> unanswered(asked, open));
    }

    private static ApiError unasked(JsonNode messages, int index, String id) {
        String before = index == 0 ? "" : messages.get(index - 1).path("role").asText();
        boolean afterCalls =
                before.equals("tool") || (index > 0 && messages.get(index - 1).has("tool_calls"));
        String message =
                afterCalls
                        ? "Invalid parameter: 'tool_call_id' of '"
                                + id
                                + "' not found in 'tool_calls' of previous message."
                        : "Invalid parameter: messages with role 'tool' must be a response to a"
                                + " preceeding message with 'tool_calls'.";
        return ApiError.invalid(message, "messages.[" + index + "].role", null);
    }

    private static ApiError unanswered(int index, Set<String> ids) {
        return ApiError.invalid(
                "An assistant message with 'tool_calls' must be followed by tool messages"
                        + " responding to each 'tool_call_id'. The following tool_call_ids did not"
                        + " have response messages: "
                        + String.join(", ", ids),
                "messages.[" + index + "].role",
                null);
    }
}
