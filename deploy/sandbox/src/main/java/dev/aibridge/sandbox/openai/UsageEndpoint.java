package dev.aibridge.sandbox.openai;

import dev.aibridge.sandbox.exchange.Call;
import dev.aibridge.sandbox.exchange.Reply;
import dev.aibridge.sandbox.ledger.Ledger;
import dev.aibridge.sandbox.ledger.Used;
import dev.aibridge.sandbox.openai.render.UsagePage;
import dev.aibridge.sandbox.openai.rules.UsageParameters;
import dev.aibridge.sandbox.openai.rules.UsageRules;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.vendor.ChatModel;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.vendor.ClaudeModel;
import dev.aibridge.sandbox.vendor.EmbeddingModel;
import dev.aibridge.sandbox.vendor.Model;
import dev.aibridge.sandbox.vendor.PlainModel;
import dev.aibridge.sandbox.wire.ApiError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// `GET organization/usage/completions` and `…/embeddings`: what the organization is billed for, in
/// buckets of time.
final class UsageEndpoint {

    private static final String COMPLETIONS = "/v1/organization/usage/completions";
    private static final String EMBEDDINGS = "/v1/organization/usage/embeddings";

    private final ChatVendor vendor;
    private final Ledger ledger;
    private final InstantSource clock;

    UsageEndpoint(ChatVendor vendor, Ledger ledger, InstantSource clock) {
        this.vendor = vendor;
        this.ledger = ledger;
        this.clock = clock;
    }

    Answered answer(Call call, long seq) {
        boolean embeddings = call.path().equals(EMBEDDINGS);
        if (!embeddings && !call.path().equals(COMPLETIONS)) {
            return new Answered.No(Nos.route(call));
        }
        if (!call.method().equals("GET")) {
            return new Answered.No(Nos.method(call));
        }
        UsageRules rules = new UsageRules(embeddings);
        Optional<ApiError> objection = rules.check(call.query());
        if (objection.isPresent()) {
            return new Answered.No(objection.get());
        }
        UsageParameters asked = UsageParameters.of(call.query(), clock.instant());
        UsagePage page = new UsagePage(embeddings, asked.isByModel());
        Instant start = asked.first();
        for (int i = 0; i < asked.limit() && start.isBefore(asked.end()); i++) {
            page.bucket(start, asked.after(start), used(asked, start, embeddings));
            start = asked.after(start);
        }
        return new Answered.Yes(
                Reply.free(
                        Script.whole(
                                200,
                                Headers.of(vendor, seq, 40, 0),
                                page.toJson(
                                        start.isBefore(asked.end())
                                                ? UsageParameters.cursor(start)
                                                : null),
                                0)));
    }

    /// A bucket that the asked time cuts is cut too.
    private List<Used> used(UsageParameters asked, Instant start, boolean embeddings) {
        Instant from = start.isBefore(asked.start()) ? asked.start() : start;
        Instant to = asked.after(start).isAfter(asked.end()) ? asked.end() : asked.after(start);
        return ledger.used(vendor, from, to).stream()
                .filter(one -> isOf(one.model(), embeddings))
                .filter(one -> asked.takes(one.model()))
                .toList();
    }

    /// Audio, images and moderations have pages of their own, which are not simulated.
    private static boolean isOf(Model model, boolean embeddings) {
        return switch (model) {
            case EmbeddingModel vectors -> embeddings;
            case ChatModel chat -> !embeddings;
            case PlainModel plain -> !embeddings && plain.use() == PlainModel.Use.COMPLETION;
            case ClaudeModel elsewhere -> false;
        };
    }
}
