package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.refusal.Envelope;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusal.Retry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/// Writes what the gateway itself has to say.
public final class Answers {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence VERSION = HttpHeaders.createOptimized("anthropic-version");
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence SHOULD_RETRY = HttpHeaders.createOptimized("x-should-retry");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("retry-after");
    private static final CharSequence RETRY_AFTER_MS =
            HttpHeaders.createOptimized("retry-after-ms");

    /// Up to this wait a client's own retry is of use.
    private static final Duration WORTH_WAITING = Duration.ofSeconds(60);

    private static final int REQUEST_TIMEOUT = 408;

    /// Unread bytes that are read away to keep a connection; past that, closing it is cheaper.
    private static final long WORTH_READING_BYTES = 1 << 20;

    private Answers() {}

    /// A JSON answer.
    public static void json(HttpServerResponse response, int status, byte[] body) {
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        response.end(Buffer.buffer(body));
    }

    /// A refusal in the envelope of the client's dialect, with its retry headers. Does nothing when
    /// the client has left.
    public static void refuse(HttpServerRequest request, Refusal refusal) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Envelope envelope = envelope(request);
        Refusal told = envelope.told(refusal);
        retryHeaders(response, told.retry());
        letGoOfBody(request, told);
        json(response, told.status(), envelope.body(told, id(request)));
    }

    /// In which shape a request's client is refused.
    public static Envelope envelope(HttpServerRequest request) {
        String path = request.path();
        return Envelope.of(path == null ? "" : path, request.headers().contains(VERSION));
    }

    /// The id that the answer carries.
    static String id(HttpServerRequest request) {
        return String.valueOf(request.response().headers().get(REQUEST_ID));
    }

    private static void retryHeaders(HttpServerResponse response, Retry retry) {
        switch (retry) {
            case Retry.Unsaid() -> {}
            case Retry.Never() -> response.putHeader(SHOULD_RETRY, "false");
            case Retry.After(Duration delay) -> {
                long ms = Math.max(1, delay.toMillis());
                response.putHeader(RETRY_AFTER, Long.toString((ms + 999) / 1000));
                response.putHeader(RETRY_AFTER_MS, Long.toString(ms));
                boolean worthIt = delay.compareTo(WORTH_WAITING) <= 0;
                response.putHeader(SHOULD_RETRY, Boolean.toString(worthIt));
            }
        }
    }

    /// What is left of a refused body is read away, or the connection ends with the answer; also
    /// when the rest would never come, and the next request would be taken for it.
    private static void letGoOfBody(HttpServerRequest request, Refusal refusal) {
        if (request.isEnded()) {
            return;
        }
        if (isWorthReading(request, refusal)) {
            request.handler(discarded -> {});
            request.resume();
        } else {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.response().endHandler(done -> request.connection().close());
        }
    }

    private static boolean isWorthReading(HttpServerRequest request, Refusal refusal) {
        if (refusal.status() == REQUEST_TIMEOUT || request.decoderResult().isFailure()) {
            return false;
        }
        // Netty has checked that it is a number.
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null
                && length.length() <= 7
                && Long.parseLong(length) <= WORTH_READING_BYTES;
    }
}
