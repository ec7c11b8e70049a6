package dev.aibridge.sandbox.anthropic;

import dev.aibridge.sandbox.answer.Answer;
import dev.aibridge.sandbox.answer.Author;
import dev.aibridge.sandbox.anthropic.render.Block;
import dev.aibridge.sandbox.anthropic.render.Blocks;
import dev.aibridge.sandbox.anthropic.render.Message;
import dev.aibridge.sandbox.anthropic.render.MessageEvents;
import dev.aibridge.sandbox.anthropic.render.Problem;
import dev.aibridge.sandbox.anthropic.rules.MessagesRequest;
import dev.aibridge.sandbox.anthropic.rules.MessagesRules;
import dev.aibridge.sandbox.anthropic.rules.Prompt;
import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.count.UsageView;
import dev.aibridge.sandbox.exchange.Reply;
import dev.aibridge.sandbox.faults.Fault;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.vendor.ClaudeModel;
import dev.aibridge.sandbox.vendor.ClaudeModel.Trait;
import dev.aibridge.sandbox.wire.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST messages` and `POST messages/count_tokens`.
final class MessagesEndpoint {

    private final InstantSource clock;
    private final CacheMemory memory;

    MessagesEndpoint(InstantSource clock) {
        this.clock = clock;
        this.memory = new CacheMemory(clock);
    }

    /// A reply or a "no".
    sealed interface Answered {

        record Yes(Reply reply) implements Answered {}

        record No(Problem problem) implements Answered {}
    }

    Answered answer(MessagesRequest request, String version, long seq, @Nullable Fault fault) {
        Optional<String> refusal = MessagesRules.forAnswer(request, version);
        if (refusal.isPresent()) {
            return new Answered.No(Problem.invalid(refusal.get()));
        }
        Prompt prompt = Prompt.of(request.body());
        Optional<String> overflow = overflow(request, prompt.count());
        if (overflow.isPresent()) {
            return new Answered.No(Problem.invalid(overflow.get()));
        }
        return new Answered.Yes(reply(request, prompt, seq, fault));
    }

    Answered count(MessagesRequest request, String version, long seq) {
        Optional<String> refusal = MessagesRules.forCount(request, version);
        if (refusal.isPresent()) {
            return new Answered.No(Problem.invalid(refusal.get()));
        }
        int tokens = Prompt.of(request.body()).count();
        return new Answered.Yes(
                Reply.free(
                        Script.whole(
                                200,
                                Headers.of(seq),
                                Json.object().put("input_tokens", tokens),
                                0)));
    }

    private static Optional<String> overflow(MessagesRequest request, long prompt) {
        ClaudeModel model = request.model();
        long window = model.contextTokens();
        if (prompt > window) {
            return Optional.of(
                    "prompt is too long: %d tokens > %d maximum".formatted(prompt, window));
        }
        if (!model.has(Trait.ENDS_AT_WINDOW) && prompt + request.maxTokens() > window) {
            return Optional.of(
                    ("input length and `max_tokens` exceed context limit: %d + %d > %d, decrease"
                                    + " input length or `max_tokens` and try again")
                            .formatted(prompt, request.maxTokens(), window));
        }
        return Optional.empty();
    }

    private Reply reply(MessagesRequest request, Prompt prompt, long seq, @Nullable Fault fault) {
        ClaudeModel model = request.model();
        CacheMemory.Use cache =
                memory.use(request.organisation() + model.id(), prompt, model.minCacheTokens());
        Usage asked =
                Usage.ofPrompt(prompt.count(), cache.read(), prompt.images())
                        .writing(cache.writes());
        boolean compacts =
                request.compactsFrom().isPresent()
                        && prompt.count() >= request.compactsFrom().getAsLong();
        Message whole =
                compacts
                        ? Compaction.of(request, asked, seq, fault)
                        : message(request, asked, List.of(), seq, fault);
        return new Reply(
                script(request, whole, seq), "finished", new Reply.Billable(model, whole.billed()));
    }

    /// An answer without any compaction of its own.
    ///
    /// @param before blocks that come first
    static Message message(
            MessagesRequest request,
            Usage asked,
            List<Block> before,
            long seq,
            @Nullable Fault fault) {
        long room = request.model().contextTokens() - asked.prompt();
        long most = Math.min(request.maxTokens(), room);
        Answer honest = Author.answer(request.question(most), asked);
        Answer told = fault == null ? honest : fault.distort(honest);
        UsageView view = fault == null ? UsageView.TRUE : fault.usageView();
        return new Blocks(request)
                .message(told, before, most < request.maxTokens(), seq)
                .reported(view);
    }

    private List<Step> script(MessagesRequest request, Message message, long seq) {
        Usage usage = message.usage();
        Map<String, String> headers =
                Headers.of(
                        seq,
                        request.organisation(),
                        clock.instant(),
                        usage.prompt(),
                        request.maxTokens());
        if (request.stream()) {
            return Script.streamed(headers, MessageEvents.of(message));
        }
        return Script.whole(
                200, headers, message.toJson(), Math.toIntExact(message.billed().completion()));
    }
}
