package dev.aibridge.sandbox.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.anthropic.render.AnthropicDialect;
import dev.aibridge.sandbox.anthropic.render.Problem;
import dev.aibridge.sandbox.anthropic.rules.Betas;
import dev.aibridge.sandbox.anthropic.rules.MessagesRequest;
import dev.aibridge.sandbox.exchange.Call;
import dev.aibridge.sandbox.exchange.Desk;
import dev.aibridge.sandbox.exchange.Reply;
import dev.aibridge.sandbox.faults.Dialect;
import dev.aibridge.sandbox.faults.Fault;
import dev.aibridge.sandbox.play.Script;
import dev.aibridge.sandbox.vendor.ClaudeModel;
import dev.aibridge.sandbox.vendor.ClaudeVendor;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what Anthropic does about a call: key, version, betas, route, JSON, model, then the
/// request itself, in the order in which the API looks.
public final class AnthropicDesk implements Desk {

    private static final String MESSAGES = "/v1/messages";
    private static final String COUNT = "/v1/messages/count_tokens";
    private static final String MODELS = "/v1/models";
    private static final List<String> VERSIONS = List.of("2023-01-01", "2023-06-01", "2026-10-21");

    private final ClaudeVendor vendor;
    private final MessagesEndpoint messages;
    private final ModelsEndpoint models;

    /// The desk of one vendor, with a prompt cache of its own.
    public AnthropicDesk(ClaudeVendor vendor, InstantSource clock) {
        this.vendor = vendor;
        this.messages = new MessagesEndpoint(clock);
        this.models = new ModelsEndpoint(vendor);
    }

    @Override
    public Dialect dialect(String path) {
        return AnthropicDialect.INSTANCE;
    }

    @Override
    public Reply tooLarge(long seq, int limitBytes) {
        Map<String, String> headers = Headers.of(seq);
        headers.put("connection", "close");
        Problem problem = new Problem(413, "request_too_large", "Request exceeds the maximum size");
        return Reply.refused(Script.whole(413, headers, problem.toJson(Headers.requestId(seq)), 0));
    }

    @Override
    public Reply reply(Call call, long seq, @Nullable Fault fault) {
        Optional<Problem> unwelcome = unwelcome(call);
        if (unwelcome.isPresent()) {
            return no(seq, unwelcome.get());
        }
        String path = call.path();
        if (path.equals(MESSAGES) || path.equals(COUNT)) {
            return call.isPost() ? post(call, seq, fault) : no(seq, notAllowed());
        }
        if (path.equals(MODELS) || path.startsWith(MODELS + "/")) {
            return call.method().equals("GET") ? models(call, seq) : no(seq, notAllowed());
        }
        return no(seq, Problem.notFound("Not Found"));
    }

    private Optional<Problem> unwelcome(Call call) {
        if (!vendor.accepts(key(call))) {
            return Optional.of(Problem.unauthenticated(wrongKey(call)));
        }
        String version = call.header("anthropic-version");
        if (version.isEmpty()) {
            return Optional.of(Problem.invalid("anthropic-version: header is required"));
        }
        if (!VERSIONS.contains(version)) {
            return Optional.of(
                    Problem.invalid(
                            "anthropic-version: \"%s\" is not a valid version".formatted(version)));
        }
        List<String> unknown = Betas.of(call.header("anthropic-beta")).unknown();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Problem.invalid(
                                ("Unexpected value(s) `%s` for the `anthropic-beta` header. Please"
                                                + " consult our documentation at docs.claude.com or"
                                                + " try again without the header.")
                                        .formatted(String.join("`, `", unknown))));
    }

    private static @Nullable String key(Call call) {
        String given = call.header("x-api-key");
        return given.isEmpty() ? call.bearer() : given;
    }

    private static String wrongKey(Call call) {
        if (key(call) == null) {
            return "x-api-key header is required";
        }
        return call.header("x-api-key").isEmpty() ? "Invalid bearer token" : "invalid x-api-key";
    }

    private Reply post(Call call, long seq, @Nullable Fault fault) {
        Optional<JsonNode> json = call.json();
        if (!call.header("content-type").startsWith("application/json")
                || json.isEmpty()
                || !(json.get() instanceof ObjectNode body)) {
            return no(seq, Problem.invalid("The request body is not valid JSON"));
        }
        JsonNode name = body.path("model");
        if (!name.isTextual() || name.asText().isEmpty()) {
            String why = body.has("model") ? "Input should be a valid string" : "Field required";
            return no(seq, Problem.invalid("model: " + why));
        }
        Optional<ClaudeModel> model = vendor.model(name.asText());
        if (model.isEmpty()) {
            return no(seq, Problem.notFound("model: " + name.asText()));
        }
        MessagesRequest request =
                new MessagesRequest(
                        model.get(),
                        body,
                        Betas.of(call.header("anthropic-beta")),
                        Objects.requireNonNull(key(call)));
        String version = call.header("anthropic-version");
        MessagesEndpoint.Answered answered =
                call.path().equals(MESSAGES)
                        ? messages.answer(request, version, seq, fault)
                        : messages.count(request, version, seq);
        return switch (answered) {
            case MessagesEndpoint.Answered.Yes(var reply) -> reply;
            case MessagesEndpoint.Answered.No(var problem) -> no(seq, problem);
        };
    }

    private Reply models(Call call, long seq) {
        String under = call.path().substring(MODELS.length());
        return switch (under.isEmpty()
                ? models.page(call.parameters())
                : models.one(under.substring(1))) {
            case ModelsEndpoint.Answered.Yes(var json) ->
                    Reply.free(Script.whole(200, Headers.of(seq), json, 0));
            case ModelsEndpoint.Answered.No(var problem) -> no(seq, problem);
        };
    }

    private static Problem notAllowed() {
        return new Problem(405, "invalid_request_error", "Method Not Allowed");
    }

    private static Reply no(long seq, Problem problem) {
        return Reply.refused(
                Script.whole(
                        problem.status(),
                        Headers.of(seq),
                        problem.toJson(Headers.requestId(seq)),
                        0));
    }
}
