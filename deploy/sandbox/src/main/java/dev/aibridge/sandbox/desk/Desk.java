package dev.aibridge.sandbox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.count.PrefixMemory;
import dev.aibridge.sandbox.faults.Fault;
import dev.aibridge.sandbox.ledger.Ledger;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.render.Models;
import dev.aibridge.sandbox.vendor.Accent;
import dev.aibridge.sandbox.vendor.Model;
import dev.aibridge.sandbox.vendor.Vendor;
import dev.aibridge.sandbox.wire.ApiError;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what a vendor does about a call: key, route, content type, JSON, model, then the
/// endpoint's own rules, in the order in which vendors look.
final class Desk {

    private static final String CHAT = "/v1/chat/completions";
    private static final String EMBEDDINGS = "/v1/embeddings";
    private static final String MODELS = "/v1/models";
    private static final String ORGANIZATION = "/v1/organization/";

    private final ChatEndpoint chat;
    private final EmbeddingEndpoint embeddings;
    private final UsageEndpoint usage;

    Desk(Ledger ledger, InstantSource clock) {
        this.chat = new ChatEndpoint(clock, new PrefixMemory());
        this.embeddings = new EmbeddingEndpoint();
        this.usage = new UsageEndpoint(ledger, clock);
    }

    /// @param fault played with the answer; null for none
    Reply reply(Call call, long seq, @Nullable Fault fault) {
        Optional<ApiError> stranger = refuseKey(call);
        if (stranger.isPresent()) {
            return no(call, seq, stranger.get());
        }
        String path = call.path();
        if (isForAdmins(call)) {
            return switch (usage.answer(call, seq)) {
                case Answered.Yes(var reply) -> reply;
                case Answered.No(var error) -> no(call, seq, error);
            };
        }
        if (path.equals(CHAT) || path.equals(EMBEDDINGS)) {
            return call.isPost() ? post(call, seq, fault) : no(call, seq, Nos.method(call));
        }
        if (path.equals(MODELS) || path.startsWith(MODELS + "/")) {
            return call.method().equals("GET")
                    ? models(call, seq)
                    : no(call, seq, Nos.method(call));
        }
        return no(call, seq, Nos.route(call));
    }

    private static boolean isForAdmins(Call call) {
        return call.vendor().adminKey().isPresent() && call.path().startsWith(ORGANIZATION);
    }

    /// An admin's key and an ordinary one are of no use for each other's endpoints.
    private static Optional<ApiError> refuseKey(Call call) {
        String ordinary = call.vendor().apiKey();
        String admin = call.vendor().adminKey().orElse(ordinary);
        if (!ordinary.equals(call.key()) && !admin.equals(call.key())) {
            return Optional.of(new Accent(call.vendor()).wrongKey(call.key()));
        }
        if (isForAdmins(call)) {
            return admin.equals(call.key())
                    ? Optional.empty()
                    : Optional.of(Nos.scope(403, "api.usage.read"));
        }
        return ordinary.equals(call.key())
                ? Optional.empty()
                : Optional.of(Nos.scope(401, "model.request"));
    }

    private Reply post(Call call, long seq, @Nullable Fault fault) {
        if (!call.contentType().startsWith("application/json")) {
            return no(call, seq, Nos.contentType(call));
        }
        Optional<JsonNode> json = call.json();
        if (json.isEmpty() || !(json.get() instanceof ObjectNode body)) {
            return no(call, seq, Nos.json());
        }
        JsonNode name = body.path("model");
        if (!name.isTextual() || name.asText().isEmpty()) {
            return no(call, seq, accented(call, Nos.noModel(name)));
        }
        Accent accent = new Accent(call.vendor());
        Optional<Model> model = call.vendor().model(name.asText());
        if (model.isEmpty()) {
            return no(call, seq, accent.unknownModel(name.asText()));
        }
        Answered answered =
                call.path().equals(CHAT)
                        ? chat.answer(call.vendor(), model.get(), body, seq, fault)
                        : embeddings.answer(call.vendor(), model.get(), body, seq, fault);
        return switch (answered) {
            case Answered.Yes(var reply) -> reply;
            case Answered.No(var error) -> no(call, seq, error);
        };
    }

    private static Reply models(Call call, long seq) {
        Vendor vendor = call.vendor();
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
                .orElseGet(() -> no(call, seq, new Accent(vendor).unknownModel(name)));
    }

    private static ApiError accented(Call call, ApiError error) {
        return new Accent(call.vendor()).of(error);
    }

    private static Reply no(Call call, long seq, ApiError error) {
        return Reply.refused(
                Script.whole(
                        error.status(), Headers.of(call.vendor(), seq, 1, 0), error.toJson(), 0));
    }
}
