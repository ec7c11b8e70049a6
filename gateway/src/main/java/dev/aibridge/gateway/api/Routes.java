package dev.aibridge.gateway.api;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.aibridge.gateway.api.account.Credits;
import dev.aibridge.gateway.api.anthropic.MessagesReading;
import dev.aibridge.gateway.api.models.Models;
import dev.aibridge.gateway.api.openai.ChatReading;
import dev.aibridge.gateway.api.openai.EmbeddingsAsk;
import dev.aibridge.gateway.api.openai.ResponsesReading;
import dev.aibridge.gateway.refusal.Envelope;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.relay.Answers;
import dev.aibridge.gateway.relay.Reading;
import dev.aibridge.gateway.relay.Relay;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Which path is which route; what no route knows gets its refusal here.
@Singleton
final class Routes {

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence ANTHROPIC_REQUEST_ID =
            HttpHeaders.createOptimized("request-id");
    private static final byte[] OK = "{\"status\":\"ok\"}".getBytes(StandardCharsets.US_ASCII);
    private static final String MODELS = "/v1/models";

    private final Relay relay;
    private final Models models;
    private final Credits credits;
    private final ServerConfig config;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    Routes(Relay relay, Models models, Credits credits, ServerConfig config) {
        this.relay = relay;
        this.models = models;
        this.credits = credits;
        this.config = config;
    }

    /// A request whose head was read.
    void handle(HttpServerRequest request) {
        UUID id = ids.generate();
        request.response().putHeader(REQUEST_ID, id.toString());
        if (Answers.envelope(request) == Envelope.ANTHROPIC) {
            request.response().putHeader(ANTHROPIC_REQUEST_ID, id.toString());
        }
        Cors.expose(request);
        if (request.headers().size() > config.maxHeaderCount()) {
            Answers.refuse(request, Refusals.headersTooLarge());
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            Cors.preflight(request);
        } else {
            route(request, id, Paths.canonical(request.path()));
        }
    }

    private void route(HttpServerRequest request, UUID id, String path) {
        switch (path) {
            case "/v1/chat/completions" -> post(request, id, ChatReading::read);
            case "/v1/responses" -> responses(request, id);
            case "/v1/messages" -> post(request, id, MessagesReading::read);
            case "/v1/embeddings" -> post(request, id, EmbeddingsAsk::read);
            case MODELS -> get(request, () -> models.list(request));
            case "/v1/credits" -> get(request, () -> credits.show(request));
            case "/health", "/api/hello", "/" ->
                    get(request, () -> Answers.json(request.response(), 200, OK));
            default -> {
                if (path.startsWith(MODELS + "/")) {
                    get(request, () -> models.show(request, path.substring(MODELS.length() + 1)));
                } else {
                    Answers.refuse(request, Refusals.unknownUrl());
                }
            }
        }
    }

    /// Codex first tries a WebSocket, and after this answer, and no other, at once without one.
    private void responses(HttpServerRequest request, UUID id) {
        boolean webSocket =
                request.headers().contains(HttpHeaders.UPGRADE, "websocket", true)
                        && request.method().equals(HttpMethod.GET);
        if (webSocket) {
            Answers.refuse(request, Refusals.upgradeRequired());
        } else {
            post(request, id, ResponsesReading::read);
        }
    }

    private void post(HttpServerRequest request, UUID id, Reading.Reader reader) {
        if (request.method().equals(HttpMethod.POST)) {
            relay.handle(request, id, reader);
        } else {
            refuseMethod(request, "POST");
        }
    }

    private static void get(HttpServerRequest request, Runnable route) {
        if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
            route.run();
        } else {
            refuseMethod(request, "GET, HEAD");
        }
    }

    private static void refuseMethod(HttpServerRequest request, String allowed) {
        request.response().putHeader(HttpHeaders.ALLOW, allowed);
        Answers.refuse(request, Refusals.methodNotAllowed());
    }

    /// What came is no HTTP that we take; the connection can't go on after it.
    void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Refusal refusal =
                switch (cause) {
                    case TooLongHttpLineException line -> Refusals.uriTooLong();
                    case TooLongHttpHeaderException header -> Refusals.headersTooLarge();
                    case null, default -> Refusals.malformedHttp();
                };
        request.response().putHeader(REQUEST_ID, ids.generate().toString());
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        Answers.refuse(request, refusal);
        request.connection().close();
    }
}
