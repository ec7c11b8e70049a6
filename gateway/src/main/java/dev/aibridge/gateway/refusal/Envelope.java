package dev.aibridge.gateway.refusal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.aibridge.gateway.refusal.Refusal.Retry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/// The shape in which a client's dialect says "no". It is chosen by route, before anything else is
/// known of a request.
public enum Envelope {
    /// `{"error":{"message","type","param","code"}}` (OpenAI API reference, "Error codes").
    OPENAI,
    /// OpenAI's on the Responses routes, whose clients act on other codes and waits: Codex waits
    /// out any `Retry-After` in silence, stops at `insufficient_quota` and repeats a 503 some 30
    /// times.
    RESPONSES,
    /// `{"type":"error","error":{"type","message"},"request_id"}` (Anthropic API reference,
    /// "Errors").
    ANTHROPIC;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int UNAVAILABLE = 503;
    private static final int ANTHROPIC_OVERLOADED = 529;
    private static final int TOO_MANY = 429;
    private static final String NO_QUOTA = "insufficient_quota";

    /// The longest wait that a client of Responses is asked for.
    private static final Duration WORTH_WAITING = Duration.ofSeconds(60);

    /// The shortest wait after which one of them asks again.
    private static final Duration LEAST_WAIT = Duration.ofSeconds(10);

    /// That of a route.
    ///
    /// @param path as the client wrote it
    /// @param versioned whether the client sends `anthropic-version`: it decides where the path
    ///   belongs to nobody or to several
    public static Envelope of(String path, boolean versioned) {
        if (path.contains("/responses")) {
            return RESPONSES;
        }
        if (path.endsWith("/messages") || path.contains("/messages/")) {
            return ANTHROPIC;
        }
        boolean openAi = path.endsWith("/completions") || path.endsWith("/embeddings");
        return versioned && !openAi ? ANTHROPIC : OPENAI;
    }

    /// A refusal as this dialect's clients act on it rightly: what is told to the client.
    public Refusal told(Refusal refusal) {
        return switch (this) {
            case OPENAI -> refusal;
            case RESPONSES -> forResponses(refusal);
            case ANTHROPIC ->
                    refusal.status() == UNAVAILABLE
                            ? refusal.with(ANTHROPIC_OVERLOADED, "overloaded_error", refusal.code())
                            : refusal.with(
                                    refusal.status(), anthropicType(refusal), refusal.code());
        };
    }

    private static Refusal forResponses(Refusal refusal) {
        if (refusal.status() == UNAVAILABLE) {
            boolean soon =
                    refusal.retry() instanceof Retry.After(Duration wait)
                            && wait.compareTo(LEAST_WAIT) < 0;
            return refusal.with(UNAVAILABLE, refusal.type(), "server_is_overloaded")
                    .with(soon ? new Retry.After(LEAST_WAIT) : refusal.retry());
        }
        boolean hopeless =
                switch (refusal.retry()) {
                    case Retry.Never() -> true;
                    case Retry.Unsaid() -> false;
                    case Retry.After(Duration wait) ->
                            refusal.type().equals(NO_QUOTA) || wait.compareTo(WORTH_WAITING) > 0;
                };
        return refusal.status() == TOO_MANY && hopeless
                ? refusal.with(TOO_MANY, NO_QUOTA, NO_QUOTA).with(new Retry.Never())
                : refusal;
    }

    private static String anthropicType(Refusal refusal) {
        return switch (refusal.status()) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case TOO_MANY -> "rate_limit_error";
            case 504 -> "timeout_error";
            case ANTHROPIC_OVERLOADED -> "overloaded_error";
            default -> refusal.status() < 500 ? "invalid_request_error" : "api_error";
        };
    }

    /// A refusal as a body.
    ///
    /// @param refusal as it is [#told]
    /// @param requestId the `x-request-id` of the answer
    public byte[] body(Refusal refusal, String requestId) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            if (this == ANTHROPIC) {
                json.writeStringField("type", "error");
            }
            json.writeObjectFieldStart("error");
            if (this == ANTHROPIC) {
                json.writeStringField("type", refusal.type());
                json.writeStringField("message", refusal.message());
                json.writeEndObject();
                json.writeStringField("request_id", requestId);
            } else {
                json.writeStringField("message", refusal.message());
                json.writeStringField("type", refusal.type());
                json.writeStringField("param", refusal.param());
                json.writeStringField("code", refusal.code());
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return body.toByteArray();
    }
}
