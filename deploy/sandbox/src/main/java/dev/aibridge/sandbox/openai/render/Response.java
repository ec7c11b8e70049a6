package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aibridge.sandbox.answer.Answer;
import dev.aibridge.sandbox.answer.Choice;
import dev.aibridge.sandbox.answer.Finish;
import dev.aibridge.sandbox.answer.Summary;
import dev.aibridge.sandbox.answer.ToolCall;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.openai.rules.ResponsesRequest;
import dev.aibridge.sandbox.vendor.ChatModel.Thinking;
import dev.aibridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;

/// A whole response: `object: response` with its items.
///
/// @param createdEpochSeconds when the vendor began
public record Response(
        ResponsesRequest request,
        Answer answer,
        long createdEpochSeconds,
        long seq,
        UsageView view) {

    /// Its name, unlike any other's.
    public String id() {
        return "resp_" + suffix(request, seq);
    }

    /// What the vendor says, item by item.
    List<Item> items() {
        Choice choice = answer.only();
        List<Item> items = new ArrayList<>();
        boolean whole = choice.finish() != Finish.LENGTH;
        String suffix = suffix(request, seq);
        if (choice.hiddenReasoning() > 0) {
            items.add(reasoned("rs_" + suffix, choice));
        }
        if (!choice.content().isEmpty()) {
            boolean refused = choice.finish() == Finish.REFUSED;
            items.add(new Item.Said("msg_" + suffix, choice.content(), refused, whole));
        }
        for (ToolCall call : choice.calls()) {
            String kind = call.tool().freeText() ? "ctc_" : "fc_";
            items.add(new Item.Called(kind + call.key() + suffix.substring(24), call, whole));
        }
        return items;
    }

    /// The body of an answer that is not streamed, and what a stream ends with.
    public ObjectNode toJson() {
        boolean cut = answer.only().finish() == Finish.LENGTH;
        ObjectNode json = frame(cut ? "incomplete" : "completed");
        json.put("completed_at", cut ? null : createdEpochSeconds);
        if (cut) {
            json.putObject("incomplete_details").put("reason", "max_output_tokens");
        }
        items().forEach(item -> json.withArray("output").add(json(item)));
        if (view != UsageView.MISSING) {
            json.set("usage", usage(answer.usage(), view));
        }
        return json;
    }

    /// The response before anything is said.
    ObjectNode begun() {
        return frame("in_progress");
    }

    /// `usage` of a response or a compaction.
    public static ObjectNode usage(Usage usage, UsageView view) {
        ObjectNode json = Json.object().put("input_tokens", view.reported(usage.prompt()));
        json.putObject("input_tokens_details")
                .put("cached_tokens", usage.cached())
                .put("cache_write_tokens", 0);
        json.put("output_tokens", view.reported(usage.completion()));
        json.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
        return json.put("total_tokens", view.reported(usage.total()));
    }

    /// An item, complete.
    static ObjectNode json(Item item) {
        return switch (item) {
            case Item.Reasoned reasoned -> {
                ObjectNode json = begun(item);
                if (!reasoned.summary().isEmpty()) {
                    json.withArray("summary").add(summaryPart(Piece.join(reasoned.summary())));
                }
                yield json;
            }
            case Item.Said said -> {
                ObjectNode json = begun(item).put("status", status(said.whole()));
                json.withArray("content").add(part(said, Piece.join(said.pieces())));
                yield json;
            }
            case Item.Called called -> {
                String field = called.call().tool().freeText() ? "input" : "arguments";
                yield begun(item)
                        .put(field, called.call().argumentText())
                        .put("status", status(called.whole()));
            }
        };
    }

    /// An item before anything of it is said.
    static ObjectNode begun(Item item) {
        ObjectNode json = Json.object().put("id", item.id());
        switch (item) {
            case Item.Reasoned reasoned -> {
                json.put("type", "reasoning").putArray("summary");
                if (!reasoned.sealed().isEmpty()) {
                    json.put("encrypted_content", reasoned.sealed());
                }
            }
            case Item.Said said -> {
                json.put("type", "message").put("status", "in_progress").put("role", "assistant");
                json.putArray("content");
            }
            case Item.Called called -> {
                boolean custom = called.call().tool().freeText();
                json.put("type", custom ? "custom_tool_call" : "function_call")
                        .put("status", "in_progress")
                        .put("call_id", "call_" + called.call().key())
                        .put("name", called.call().tool().name())
                        .put(custom ? "input" : "arguments", "");
                if (!called.call().tool().namespace().isEmpty()) {
                    json.put("namespace", called.call().tool().namespace());
                }
            }
        }
        return json;
    }

    /// The one part of a message.
    static ObjectNode part(Item.Said said, String text) {
        if (said.refusal()) {
            return Json.object().put("type", "refusal").put("refusal", text);
        }
        ObjectNode part = Json.object().put("type", "output_text");
        part.putArray("annotations");
        part.putArray("logprobs");
        return part.put("text", text);
    }

    static ObjectNode summaryPart(String text) {
        return Json.object().put("type", "summary_text").put("text", text);
    }

    private Item reasoned(String id, Choice choice) {
        List<Piece> summary = request.summarizes() ? Summary.of(request.digest()) : List.of();
        String sealed =
                request.encryptsReasoning() ? request.seals().sealed("reasoning of " + id) : "";
        return new Item.Reasoned(id, choice.hiddenReasoning(), summary, sealed);
    }

    private static String status(boolean whole) {
        return whole ? "completed" : "incomplete";
    }

    private ObjectNode frame(String status) {
        JsonNode body = request.body();
        ObjectNode json =
                Json.object()
                        .put("id", id())
                        .put("object", "response")
                        .put("created_at", createdEpochSeconds)
                        .put("status", status)
                        .put("background", false)
                        .putNull("error")
                        .putNull("incomplete_details");
        asked(json, "instructions", "max_output_tokens", "max_tool_calls");
        json.put("model", request.model().snapshot());
        json.putArray("output");
        json.put("parallel_tool_calls", body.path("parallel_tool_calls").asBoolean(true));
        json.putNull("previous_response_id");
        asked(json, "prompt_cache_key", "prompt_cache_retention", "safety_identifier");
        reasoning(json);
        json.put("service_tier", "default");
        json.put("store", body.path("store").asBoolean(true));
        json.put("temperature", body.path("temperature").asDouble(1));
        text(json, body.path("text"));
        json.set("tool_choice", or(body.path("tool_choice"), TextNode.valueOf("auto")));
        json.set("tools", or(body.path("tools"), Json.array()));
        json.put("top_logprobs", body.path("top_logprobs").asInt());
        json.put("top_p", body.path("top_p").asDouble(1));
        json.put("truncation", body.path("truncation").asText("disabled"));
        json.putNull("usage").putNull("user");
        json.set("metadata", or(body.path("metadata"), Json.object()));
        return json;
    }

    private void reasoning(ObjectNode json) {
        boolean thinks = request.model().thinking() == Thinking.HIDDEN;
        json.putObject("reasoning")
                .put("effort", thinks ? request.effort() : null)
                .put("summary", request.summarizes() ? "detailed" : null);
    }

    private static void text(ObjectNode json, JsonNode asked) {
        ObjectNode text = json.putObject("text");
        text.set("format", or(asked.path("format"), Json.object().put("type", "text")));
        text.put("verbosity", asked.path("verbosity").asText("medium"));
    }

    private static JsonNode or(JsonNode given, JsonNode otherwise) {
        return given.isMissingNode() || given.isNull() ? otherwise : given.deepCopy();
    }

    private void asked(ObjectNode json, String... names) {
        for (String name : names) {
            json.set(name, or(request.body().path(name), NullNode.getInstance()));
        }
    }

    /// The items that are left of a conversation that is compacted: what its users said, and all
    /// else sealed.
    public static ArrayNode compacted(ResponsesRequest request, long seq) {
        ArrayNode output = Json.array();
        JsonNode input = request.body().path("input");
        String suffix = suffix(request, seq);
        for (JsonNode item : input) {
            if (item.path("role").asText().equals("user")) {
                ObjectNode kept = item.deepCopy();
                output.add(
                        kept.put("type", "message")
                                .put("status", "completed")
                                .put("id", "msg_" + output.size() + suffix));
            }
        }
        output.addObject()
                .put("id", "cmp_" + suffix)
                .put("type", "compaction")
                .put(
                        "encrypted_content",
                        request.seals().sealed(Piece.join(Summary.of(request.digest()))));
        return output;
    }

    /// What all names that one request makes end with.
    public static String suffix(ResponsesRequest request, long seq) {
        return request.digest().hex(39) + String.format("%09d", seq);
    }
}
