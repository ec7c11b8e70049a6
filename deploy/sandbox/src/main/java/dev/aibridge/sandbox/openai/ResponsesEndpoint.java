package dev.aibridge.sandbox.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.Answer;
import dev.aibridge.sandbox.answer.Author;
import dev.aibridge.sandbox.answer.Summary;
import dev.aibridge.sandbox.count.Piece;
import dev.aibridge.sandbox.count.PrefixMemory;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.exchange.Reply;
import dev.aibridge.sandbox.faults.Fault;
import dev.aibridge.sandbox.openai.render.Response;
import dev.aibridge.sandbox.openai.render.ResponseEvents;
import dev.aibridge.sandbox.openai.rules.ResponsesPrompt;
import dev.aibridge.sandbox.openai.rules.ResponsesRequest;
import dev.aibridge.sandbox.openai.rules.ResponsesRules;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.vendor.ChatModel;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.vendor.Model;
import dev.aibridge.sandbox.wire.ApiError;
import dev.aibridge.sandbox.wire.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST responses`, `POST responses/compact` and `POST responses/input_tokens`, as OpenAI alone
/// has them.
final class ResponsesEndpoint {

    private final InstantSource clock;
    private final PrefixMemory memory;

    ResponsesEndpoint(InstantSource clock, PrefixMemory memory) {
        this.clock = clock;
        this.memory = memory;
    }

    Answered answer(String owner, Model model, ObjectNode body, long seq, @Nullable Fault fault) {
        if (!(model instanceof ChatModel chatModel)) {
            return new Answered.No(notForResponses(model));
        }
        ResponsesRequest request = new ResponsesRequest(chatModel, body, owner);
        Optional<ApiError> refusal = ResponsesRules.forAnswer(request);
        if (refusal.isPresent()) {
            return new Answered.No(refusal.get());
        }
        ResponsesPrompt prompt = ResponsesPrompt.of(request);
        return prompt.count() > chatModel.contextTokens()
                ? new Answered.No(tooLong())
                : new Answered.Yes(reply(request, prompt, seq, fault));
    }

    Answered compact(String owner, Model model, ObjectNode body, long seq) {
        if (!(model instanceof ChatModel chatModel)) {
            return new Answered.No(notForResponses(model));
        }
        ResponsesRequest request = new ResponsesRequest(chatModel, body, owner);
        Optional<ApiError> refusal = ResponsesRules.forCompaction(request);
        if (refusal.isPresent()) {
            return new Answered.No(refusal.get());
        }
        ResponsesPrompt prompt = ResponsesPrompt.of(request);
        if (prompt.count() > chatModel.contextTokens()) {
            return new Answered.No(tooLong());
        }
        long produced = Summary.of(request.digest()).stream().mapToLong(Piece::tokens).sum();
        Usage usage = asked(request, prompt).answered(produced, 0);
        ObjectNode json =
                Json.object()
                        .put("id", "resp_" + Response.suffix(request, seq))
                        .put("object", "response.compaction")
                        .put("created_at", clock.instant().getEpochSecond());
        json.set("output", Response.compacted(request, seq));
        json.set("usage", Response.usage(usage, UsageView.TRUE));
        Map<String, String> headers = Headers.of(ChatVendor.OPENAI, seq, 20, usage.prompt());
        return new Answered.Yes(
                new Reply(
                        Script.whole(200, headers, json, Math.toIntExact(produced)),
                        "finished",
                        new Reply.Billable(chatModel, usage)));
    }

    Answered count(String owner, Model model, ObjectNode body, long seq) {
        if (!(model instanceof ChatModel chatModel)) {
            return new Answered.No(notForResponses(model));
        }
        ResponsesRequest request = new ResponsesRequest(chatModel, body, owner);
        Optional<ApiError> refusal = ResponsesRules.forCount(request);
        if (refusal.isPresent()) {
            return new Answered.No(refusal.get());
        }
        ObjectNode json =
                Json.object()
                        .put("object", "response.input_tokens")
                        .put("input_tokens", ResponsesPrompt.of(request).count());
        return new Answered.Yes(
                Reply.free(Script.whole(200, Headers.of(ChatVendor.OPENAI, seq, 5, 0), json, 0)));
    }

    private Reply reply(
            ResponsesRequest request, ResponsesPrompt prompt, long seq, @Nullable Fault fault) {
        Answer honest = Author.answer(request.question(), asked(request, prompt));
        Answer told = fault == null ? honest : fault.distort(honest);
        UsageView view = fault == null ? UsageView.TRUE : fault.usageView();
        Response response =
                new Response(request, told, clock.instant().getEpochSecond(), seq, view);
        Map<String, String> headers = Headers.of(ChatVendor.OPENAI, seq, 20, prompt.count());
        return new Reply(
                script(response, headers),
                "finished",
                new Reply.Billable(request.model(), told.usage()));
    }

    private Usage asked(ResponsesRequest request, ResponsesPrompt prompt) {
        String scope = "responses" + request.organisation() + request.model().id();
        int cached = memory.recall(scope, prompt.toArray());
        return Usage.ofPrompt(prompt.count(), cached, prompt.images());
    }

    private static List<Step> script(Response response, Map<String, String> headers) {
        if (response.request().stream()) {
            return Script.streamed(headers, ResponseEvents.of(response));
        }
        int tokens = Math.toIntExact(response.answer().usage().completion());
        return Script.whole(200, headers, response.toJson(), tokens);
    }

    private static ApiError tooLong() {
        return ApiError.invalid(
                "Your input exceeds the context window of this model. Please adjust your input and"
                        + " try again.",
                "input",
                "context_length_exceeded");
    }

    private static ApiError notForResponses(Model model) {
        return ApiError.invalid(
                "The requested model '" + model.id() + "' is not supported with the Responses API.",
                "model",
                "unsupported_model");
    }
}
