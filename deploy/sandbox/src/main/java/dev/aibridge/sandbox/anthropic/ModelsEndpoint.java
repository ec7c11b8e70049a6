package dev.aibridge.sandbox.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.anthropic.render.Problem;
import dev.aibridge.sandbox.vendor.ClaudeModel;
import dev.aibridge.sandbox.vendor.ClaudeVendor;
import dev.aibridge.sandbox.wire.Json;
import java.util.List;
import java.util.Map;

/// `GET models`, page by page, and `GET models/{id}`.
final class ModelsEndpoint {

    private static final int MOST = 1_000;
    private static final int USUAL = 20;

    private final ClaudeVendor vendor;

    ModelsEndpoint(ClaudeVendor vendor) {
        this.vendor = vendor;
    }

    /// A list or a "no".
    sealed interface Answered {

        record Yes(ObjectNode json) implements Answered {}

        record No(Problem problem) implements Answered {}
    }

    Answered page(Map<String, String> query) {
        String limit = query.getOrDefault("limit", String.valueOf(USUAL));
        if (!limit.matches("[0-9]{1,9}")) {
            return invalid("limit: Input should be a valid integer");
        }
        int most = Integer.parseInt(limit);
        if (most < 1 || most > MOST) {
            return invalid(
                    most < 1
                            ? "limit: Input should be greater than or equal to 1"
                            : "limit: Input should be less than or equal to 1000");
        }
        if (query.containsKey("after_id") && query.containsKey("before_id")) {
            return invalid("Only one of `before_id` and `after_id` may be given");
        }
        return list(query, most);
    }

    Answered one(String name) {
        return vendor.model(name)
                .<Answered>map(model -> new Answered.Yes(json(model)))
                .orElseGet(() -> new Answered.No(Problem.notFound("model: " + name)));
    }

    private Answered list(Map<String, String> query, int most) {
        List<ClaudeModel> all = vendor.models();
        List<String> ids = all.stream().map(ClaudeModel::snapshot).toList();
        int after = ids.indexOf(query.getOrDefault("after_id", ""));
        int before = ids.indexOf(query.getOrDefault("before_id", ""));
        if (after < 0 && query.containsKey("after_id")) {
            return invalid("after_id: Invalid cursor");
        }
        if (before < 0 && query.containsKey("before_id")) {
            return invalid("before_id: Invalid cursor");
        }
        int from = before >= 0 ? Math.max(0, before - most) : after + 1;
        int to = before >= 0 ? before : Math.min(all.size(), from + most);
        boolean more = before >= 0 ? from > 0 : to < all.size();
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        all.subList(from, to).forEach(model -> data.add(json(model)));
        boolean empty = from == to;
        return new Answered.Yes(
                json.put("has_more", more)
                        .put("first_id", empty ? null : ids.get(from))
                        .put("last_id", empty ? null : ids.get(to - 1)));
    }

    private static ObjectNode json(ClaudeModel model) {
        return Json.object()
                .put("type", "model")
                .put("id", model.snapshot())
                .put("display_name", model.displayName())
                .put("created_at", model.released() + "T00:00:00Z")
                .put("lifecycle", "active")
                .putNull("line")
                .putNull("deprecated_at")
                .putNull("retires_at")
                .put("max_input_tokens", model.contextTokens())
                .put("max_tokens", model.maxOutputTokens())
                .putNull("capabilities");
    }

    private static Answered invalid(String message) {
        return new Answered.No(Problem.invalid(message));
    }
}
