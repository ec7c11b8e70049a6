package dev.aibridge.sandbox.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.Answer;
import dev.aibridge.sandbox.answer.Author;
import dev.aibridge.sandbox.count.PrefixMemory;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.exchange.Reply;
import dev.aibridge.sandbox.faults.Fault;
import dev.aibridge.sandbox.openai.render.Chunks;
import dev.aibridge.sandbox.openai.render.Completion;
import dev.aibridge.sandbox.openai.render.Envelope;
import dev.aibridge.sandbox.openai.rules.ChatRequest;
import dev.aibridge.sandbox.openai.rules.ChatRules;
import dev.aibridge.sandbox.openai.rules.PromptTokens;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.vendor.ChatModel;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.vendor.Model;
import dev.aibridge.sandbox.wire.ApiError;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST chat/completions`.
final class ChatEndpoint {

    private final ChatVendor vendor;
    private final InstantSource clock;
    private final PrefixMemory memory;

    ChatEndpoint(ChatVendor vendor, InstantSource clock, PrefixMemory memory) {
        this.vendor = vendor;
        this.clock = clock;
        this.memory = memory;
    }

    /// @param owner whose prompt cache is used: each organisation has its own
    Answered answer(String owner, Model model, ObjectNode body, long seq, @Nullable Fault fault) {
        if (!(model instanceof ChatModel chatModel)) {
            return new Answered.No(notForChat());
        }
        Accent accent = new Accent(vendor);
        Optional<ApiError> refusal = ChatRules.check(vendor, chatModel, body);
        if (refusal.isPresent()) {
            return new Answered.No(accent.of(refusal.get()));
        }
        ChatRequest request = new ChatRequest(vendor, chatModel, body);
        PromptTokens prompt = PromptTokens.of(body, chatModel.images());
        if (prompt.count() + request.explicitMaxTokens() > chatModel.contextTokens()) {
            return new Answered.No(
                    accent.contextOverflow(chatModel, prompt.count(), request.explicitMaxTokens()));
        }
        return new Answered.Yes(reply(owner, request, prompt, seq, fault));
    }

    private Reply reply(
            String owner,
            ChatRequest request,
            PromptTokens prompt,
            long seq,
            @Nullable Fault fault) {
        int cached = memory.recall(owner + request.model().id(), prompt.toArray());
        Usage asked = Usage.ofPrompt(prompt.count(), cached, prompt.images());
        Answer honest = Author.answer(request.question(), asked);
        Answer told = fault == null ? honest : fault.distort(honest);
        UsageView view = fault == null ? UsageView.TRUE : fault.usageView();
        Envelope envelope =
                new Envelope(
                        request, Envelope.id(request, seq), clock.instant().getEpochSecond(), view);
        Map<String, String> headers = Headers.of(request.vendor(), seq, 20, prompt.count());
        return new Reply(
                script(envelope, told, headers),
                "finished",
                new Reply.Billable(request.model(), told.usage()));
    }

    private static List<Step> script(
            Envelope envelope, Answer answer, Map<String, String> headers) {
        if (envelope.request().stream()) {
            return Script.streamed(headers, Chunks.of(envelope, answer));
        }
        int tokens = Math.toIntExact(answer.usage().completion());
        return Script.whole(200, headers, new Completion(envelope).of(answer), tokens);
    }

    private static ApiError notForChat() {
        return ApiError.of(
                404,
                "This is not a chat model and thus not supported in the v1/chat/completions"
                        + " endpoint. Did you mean to use v1/completions?",
                "model",
                null);
    }
}
