package dev.aibridge.sandbox.openai.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.play.Step.Send;
import dev.aibridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;

/// A streamed response: numbered events, each item added, said bit by bit and done.
public final class ResponseEvents {

    private final Response response;
    private final List<Send> events = new ArrayList<>();
    private String item = "";
    private int output;

    private ResponseEvents(Response response) {
        this.response = response;
    }

    /// All events; the last holds the whole response.
    public static List<Send> of(Response response) {
        ResponseEvents writer = new ResponseEvents(response);
        writer.opening();
        for (Item item : response.items()) {
            writer.item(item);
        }
        writer.ending();
        return writer.events;
    }

    private void opening() {
        for (String type : List.of("response.created", "response.in_progress")) {
            ObjectNode json = typed(type);
            json.set("response", response.begun());
            send(json, 0, false);
        }
    }

    private void ending() {
        ObjectNode whole = response.toJson();
        ObjectNode json = typed("response." + whole.path("status").asText());
        json.set("response", whole);
        send(json, 0, false);
    }

    private void item(Item said) {
        item = said.id();
        ObjectNode added = typed("response.output_item.added").put("output_index", output);
        added.set("item", Response.begun(said));
        send(added, tokensBefore(said), said instanceof Item.Called);
        switch (said) {
            case Item.Reasoned reasoned -> summary(reasoned);
            case Item.Said message -> message(message);
            case Item.Called called -> call(called);
        }
        ObjectNode done = typed("response.output_item.done").put("output_index", output);
        done.set("item", Response.json(said));
        send(done, 0, false);
        output++;
    }

    private static int tokensBefore(Item item) {
        return switch (item) {
            case Item.Reasoned reasoned -> reasoned.tokens();
            case Item.Called called -> called.call().head().tokens();
            case Item.Said said -> 0;
        };
    }

    private void summary(Item.Reasoned reasoned) {
        if (reasoned.summary().isEmpty()) {
            return;
        }
        String text = Piece.join(reasoned.summary());
        send(
                placed("response.reasoning_summary_part.added", "summary_index")
                        .set("part", Response.summaryPart("")));
        for (Piece piece : reasoned.summary()) {
            ObjectNode delta = placed("response.reasoning_summary_text.delta", "summary_index");
            send(delta.put("delta", piece.text()), 0, true);
        }
        send(placed("response.reasoning_summary_text.done", "summary_index").put("text", text));
        send(
                placed("response.reasoning_summary_part.done", "summary_index")
                        .set("part", Response.summaryPart(text)));
    }

    private void message(Item.Said said) {
        String text = Piece.join(said.pieces());
        String kind = said.refusal() ? "response.refusal" : "response.output_text";
        send(
                placed("response.content_part.added", "content_index")
                        .set("part", Response.part(said, "")));
        for (Piece piece : said.pieces()) {
            ObjectNode delta = logprobs(said, placed(kind + ".delta", "content_index"));
            send(delta.put("delta", piece.text()), piece.tokens(), true);
        }
        ObjectNode done = logprobs(said, placed(kind + ".done", "content_index"));
        send(done.put(said.refusal() ? "refusal" : "text", text));
        send(
                placed("response.content_part.done", "content_index")
                        .set("part", Response.part(said, text)));
    }

    private static ObjectNode logprobs(Item.Said said, ObjectNode json) {
        if (!said.refusal()) {
            json.putArray("logprobs");
        }
        return json;
    }

    private void call(Item.Called called) {
        boolean custom = called.call().tool().freeText();
        String kind =
                custom ? "response.custom_tool_call_input" : "response.function_call_arguments";
        for (Piece piece : called.call().arguments()) {
            send(said(kind + ".delta").put("delta", piece.text()), piece.tokens(), true);
        }
        ObjectNode done = said(kind + ".done");
        if (!custom) {
            done.put("name", called.call().tool().name());
        }
        send(done.put(custom ? "input" : "arguments", called.call().argumentText()));
    }

    /// An event about the one part of the current item.
    private ObjectNode placed(String type, String index) {
        return said(type).put(index, 0);
    }

    private ObjectNode said(String type) {
        return typed(type).put("item_id", item).put("output_index", output);
    }

    private ObjectNode typed(String type) {
        return Json.object().put("type", type).put("sequence_number", events.size());
    }

    private void send(ObjectNode json) {
        send(json, 0, false);
    }

    private void send(ObjectNode json, int tokens, boolean content) {
        events.add(new Send(Script.event(json.path("type").asText(), json), tokens, content));
    }
}
