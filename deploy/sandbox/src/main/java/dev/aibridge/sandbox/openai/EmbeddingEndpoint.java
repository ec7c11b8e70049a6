package dev.aibridge.sandbox.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.Embedder;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.exchange.Reply;
import dev.aibridge.sandbox.faults.Fault;
import dev.aibridge.sandbox.openai.render.Embeddings;
import dev.aibridge.sandbox.openai.rules.EmbeddingRules;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.vendor.EmbeddingModel;
import dev.aibridge.sandbox.vendor.Model;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST embeddings`.
final class EmbeddingEndpoint {

    /// Tokens of all inputs of one request together.
    private static final int MAX_TOTAL_TOKENS = 300_000;

    Answered answer(
            ChatVendor vendor, Model model, ObjectNode body, long seq, @Nullable Fault fault) {
        if (!(model instanceof EmbeddingModel embedding)) {
            return new Answered.No(notForEmbeddings(model));
        }
        Optional<ApiError> refusal = EmbeddingRules.check(embedding, body);
        if (refusal.isPresent()) {
            return new Answered.No(new Accent(vendor).of(refusal.get()));
        }
        List<int[]> inputs = Embedder.inputs(body.path("input"));
        long tokens = inputs.stream().mapToLong(input -> input.length).sum();
        for (int[] input : inputs) {
            if (input.length > embedding.contextTokens()) {
                return new Answered.No(tooLong(embedding.contextTokens(), input.length));
            }
        }
        if (tokens > MAX_TOTAL_TOKENS) {
            return new Answered.No(tooMany(tokens));
        }
        return new Answered.Yes(reply(vendor, embedding, body, inputs, seq, fault));
    }

    private static Reply reply(
            ChatVendor vendor,
            EmbeddingModel model,
            ObjectNode body,
            List<int[]> inputs,
            long seq,
            @Nullable Fault fault) {
        int dimensions = body.path("dimensions").asInt(model.dimensions());
        boolean empty = fault != null && fault.silences();
        List<float[]> vectors =
                inputs.stream()
                        .limit(empty ? 0 : inputs.size())
                        .map(input -> Embedder.vector(model.id(), input, dimensions))
                        .toList();
        long tokens = inputs.stream().mapToLong(input -> input.length).sum();
        UsageView view = fault == null ? UsageView.TRUE : fault.usageView();
        boolean base64 = body.path("encoding_format").asText().equals("base64");
        ObjectNode json = Embeddings.of(model.id(), vectors, base64, tokens, view);
        return new Reply(
                Script.whole(200, Headers.of(vendor, seq, 10, tokens), json, 0),
                "finished",
                new Reply.Billable(model, Usage.ofPrompt(tokens, 0, 0)));
    }

    private static ApiError tooLong(int limit, int got) {
        return ApiError.invalid(
                ("This model's maximum context length is %d tokens, however you requested %d tokens"
                                + " (%d in your prompt; 0 for the completion). Please reduce your prompt;"
                                + " or completion length.")
                        .formatted(limit, got, got),
                null,
                null);
    }

    private static ApiError tooMany(long got) {
        return ApiError.of(
                400,
                ("Invalid 'input': maximum request size is %d tokens per request, but got %d"
                                + " tokens.")
                        .formatted(MAX_TOTAL_TOKENS, got),
                "input",
                "max_tokens_per_request");
    }

    private static ApiError notForEmbeddings(Model model) {
        return ApiError.of(
                403,
                "You are not allowed to generate embeddings from this model: " + model.id(),
                null,
                null);
    }
}
