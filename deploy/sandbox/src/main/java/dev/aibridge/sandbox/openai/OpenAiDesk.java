package dev.aibridge.sandbox.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.PrefixMemory;
import dev.aibridge.sandbox.exchange.Call;
import dev.aibridge.sandbox.exchange.Desk;
import dev.aibridge.sandbox.exchange.Reply;
import dev.aibridge.sandbox.faults.Dialect;
import dev.aibridge.sandbox.faults.Fault;
import dev.aibridge.sandbox.ledger.Ledger;
import dev.aibridge.sandbox.openai.render.ChatDialect;
import dev.aibridge.sandbox.openai.render.Models;
import dev.aibridge.sandbox.openai.render.ResponsesDialect;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.vendor.Model;
import dev.aibridge.sandbox.wire.ApiError;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what a vendor that speaks as OpenAI does about a call: key, route, content type, JSON,
/// model, then the endpoint's own rules, in the order in which vendors look.
public final class OpenAiDesk implements Desk {

    private static final String CHAT = "/v1/chat/completions";
    private static final String EMBEDDINGS = "/v1/embeddings";
    private static final String MODELS = "/v1/models";
    private static final String RESPONSES = "/v1/responses";
    private static final String COMPACT = "/v1/responses/compact";
    private static final String COUNT = "/v1/responses/input_tokens";
    private static final String ORGANIZATION = "/v1/organization/";

    private final ChatVendor vendor;
    private final Accent accent;
    private final ChatEndpoint chat;
    private final EmbeddingEndpoint embeddings = new EmbeddingEndpoint();
    private final ResponsesEndpoint responses;
    private final PlainDesk plain;
    private final UsageEndpoint usage;

    /// The desk of one vendor, with a prompt cache of its own.
    public OpenAiDesk(ChatVendor vendor, Ledger ledger, InstantSource clock) {
        this.vendor = vendor;
        this.accent = new Accent(vendor);
        PrefixMemory memory = new PrefixMemory();
        this.chat = new ChatEndpoint(vendor, clock, memory);
        this.responses = new ResponsesEndpoint(clock, memory);
        this.plain = new PlainDesk(clock);
        this.usage = new UsageEndpoint(vendor, ledger, clock);
    }

    @Override
    public Dialect dialect(String path) {
        return path.startsWith(RESPONSES) ? ResponsesDialect.INSTANCE : ChatDialect.INSTANCE;
    }

    @Override
    public Reply tooLarge(long seq, int limitBytes) {
        return Reply.refused(
                Script.whole(
                        413, Map.of("connection", "close"), Nos.tooLarge(limitBytes).toJson(), 0));
    }

    @Override
    public Reply reply(Call call, long seq, @Nullable Fault fault) {
        Optional<ApiError> stranger = refuseKey(call);
        if (stranger.isPresent()) {
            return no(seq, stranger.get());
        }
        String path = call.path();
        if (isForAdmins(call)) {
            return told(seq, usage.answer(call, seq));
        }
        if (serves(path)) {
            return call.isPost() ? post(call, seq, fault) : no(seq, Nos.method(call));
        }
        if (vendor == ChatVendor.OPENAI && plain.serves(path)) {
            return call.isPost()
                    ? told(seq, plain.answer(call, seq, fault))
                    : no(seq, Nos.method(call));
        }
        if (path.equals(MODELS) || path.startsWith(MODELS + "/")) {
            return call.method().equals("GET") ? models(call, seq) : no(seq, Nos.method(call));
        }
        return no(seq, Nos.route(call));
    }

    private boolean isForAdmins(Call call) {
        return vendor.adminKey().isPresent() && call.path().startsWith(ORGANIZATION);
    }

    /// An admin's key and an ordinary one are of no use for each other's endpoints.
    private Optional<ApiError> refuseKey(Call call) {
        @Nullable String key = call.bearer();
        boolean admin = vendor.adminKey().filter(own -> own.equals(key)).isPresent();
        if (!admin && !vendor.accepts(key)) {
            return Optional.of(accent.wrongKey(key));
        }
        if (admin == isForAdmins(call)) {
            return Optional.empty();
        }
        return Optional.of(
                admin ? Nos.scope(401, "model.request") : Nos.scope(403, "api.usage.read"));
    }

    private Reply post(Call call, long seq, @Nullable Fault fault) {
        if (!call.header("content-type").startsWith("application/json")) {
            return no(seq, Nos.contentType(call));
        }
        Optional<JsonNode> json = call.json();
        if (json.isEmpty() || !(json.get() instanceof ObjectNode body)) {
            return no(seq, Nos.json());
        }
        JsonNode name = body.path("model");
        if (!name.isTextual() || name.asText().isEmpty()) {
            return no(seq, accent.of(Nos.noModel(name)));
        }
        Optional<Model> model = vendor.model(name.asText());
        if (model.isEmpty()) {
            return no(seq, accent.unknownModel(name.asText()));
        }
        String owner = call.header("authorization");
        return told(
                seq,
                switch (call.path()) {
                    case CHAT -> chat.answer(owner, model.get(), body, seq, fault);
                    case RESPONSES -> responses.answer(owner, model.get(), body, seq, fault);
                    case COMPACT -> responses.compact(owner, model.get(), body, seq);
                    case COUNT -> responses.count(owner, model.get(), body, seq);
                    default -> embeddings.answer(vendor, model.get(), body, seq, fault);
                });
    }

    private Reply told(long seq, Answered answered) {
        return switch (answered) {
            case Answered.Yes(var reply) -> reply;
            case Answered.No(var error) -> no(seq, error);
        };
    }

    /// Only OpenAI itself has Responses.
    private boolean serves(String path) {
        return switch (path) {
            case CHAT, EMBEDDINGS -> true;
            case RESPONSES, COMPACT, COUNT -> vendor == ChatVendor.OPENAI;
            default -> false;
        };
    }

    private Reply models(Call call, long seq) {
        if (call.path().equals(MODELS)) {
            return Reply.free(
                    Script.whole(200, Headers.of(vendor, seq, 2, 0), Models.list(vendor), 0));
        }
        String name = call.path().substring(MODELS.length() + 1);
        return vendor.model(name)
                .map(
                        model ->
                                Reply.free(
                                        Script.whole(
                                                200,
                                                Headers.of(vendor, seq, 2, 0),
                                                Models.one(vendor, model),
                                                0)))
                .orElseGet(() -> no(seq, accent.unknownModel(name)));
    }

    private Reply no(long seq, ApiError error) {
        return Reply.refused(
                Script.whole(error.status(), Headers.of(vendor, seq, 1, 0), error.toJson(), 0));
    }
}
