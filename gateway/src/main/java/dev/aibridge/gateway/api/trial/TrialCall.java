package dev.aibridge.gateway.api.trial;

import dev.aibridge.gateway.api.openai.ChatReading;
import dev.aibridge.gateway.api.openai.EmbeddingsAsk;
import dev.aibridge.gateway.relay.Ask;
import dev.aibridge.gateway.relay.Reading;
import dev.aibridge.gateway.routing.ChannelLookup.Standing;
import dev.aibridge.gateway.routing.ModelType;
import dev.aibridge.gateway.upstream.VendorCall;
import dev.aibridge.gateway.upstream.VendorRefusal;
import dev.aibridge.gateway.upstream.Vendors;
import dev.aibridge.gateway.wire.AnswerReader;
import dev.aibridge.gateway.wire.VendorUsage;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One call of a trial, made and read as a customer's would be, but for nobody: it is not admitted,
/// not journalled, not charged. Lives on one event loop.
final class TrialCall implements VendorCall.Listener {

    private static final int MAX_WORDS = 200;
    private static final byte[] CHAT =
            ascii("{\"model\":\"any\",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}");
    private static final byte[] EMBEDDING = ascii("{\"model\":\"any\",\"input\":\"ping\"}");

    private final Vertx vertx;
    private final TrialConfig config;
    private final Standing.Ready ready;
    private final VendorCall call = new VendorCall();
    private final Ask ask;
    private final Promise<Trial> done = Promise.promise();
    private final StringBuilder text = new StringBuilder();
    private final long startNanos = System.nanoTime();
    private Buffer body = Buffer.buffer();
    private @Nullable Integer status;
    private @Nullable Long firstByteMs;

    TrialCall(Vertx vertx, TrialConfig config, Standing.Ready ready) {
        this.vertx = vertx;
        this.config = config;
        this.ready = ready;
        this.ask = ask(ready.type());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Makes the call; its answer never fails.
    Future<Trial> start(Vendors vendors) {
        long timer = vertx.setTimer(config.deadline().toMillis(), i -> late());
        done.future().onComplete(i -> vertx.cancelTimer(timer));
        byte[] json =
                ask.forVendor(
                        ready.channel(),
                        ready.upstreamModel(),
                        config.outputTokens(),
                        UnaryOperator.identity());
        MultiMap noClient = MultiMap.caseInsensitiveMultiMap();
        call.start(vendors, ready.channel(), ask.endpoint(), noClient, json, this);
        return done.future();
    }

    private static Ask ask(ModelType type) {
        Reading reading =
                switch (type) {
                    case CHAT -> ChatReading.read(CHAT);
                    case EMBEDDINGS -> EmbeddingsAsk.read(EMBEDDING);
                };
        return ((Reading.Asked) reading).ask();
    }

    @Override
    public void onHead(HttpClientResponse head) {
        status = head.statusCode();
        firstByteMs = elapsedMs();
        if (head.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
            breakOff("unusable_answer", "The answer is compressed, which was not asked for.");
            return;
        }
        head.exceptionHandler(cut -> breakOff("unusable_answer", "The answer was cut off."));
        head.handler(this::arrived).endHandler(end -> whole());
    }

    @Override
    public void onFailure(Throwable cause) {
        String why = cause.getMessage() == null ? "the connection failed" : cause.getMessage();
        breakOff("no_answer", "No answer: " + why);
    }

    private void late() {
        breakOff("timeout", "No whole answer within " + config.deadline().toMillis() + " ms.");
    }

    private void arrived(Buffer part) {
        if (body.length() + part.length() > config.maxAnswer().asLongValue()) {
            breakOff("unusable_answer", "The answer is too large.");
        } else {
            body.appendBuffer(part);
        }
    }

    private void whole() {
        byte[] bytes = body.getBytes();
        if (status == null || status != 200) {
            String words = VendorRefusal.words(bytes);
            end("vendor_refused", words.isEmpty() ? "The vendor answered " + status + "." : words);
            return;
        }
        AnswerReader reader = ask.dialect().over(this::said);
        try {
            reader.read(bytes, 0, bytes.length);
        } catch (IOException garbage) {
            end("unusable_answer", "The answer is not the JSON of this dialect.");
            return;
        }
        if (reader.isError() || !reader.isAnswer()) {
            String words = VendorRefusal.words(bytes);
            end("unusable_answer", words.isEmpty() ? "The answer has no content." : words);
            return;
        }
        VendorUsage usage = reader.usage();
        end(usage != null && usage.believable() ? usage : null, null);
    }

    private void said(char[] chars, int offset, int length) {
        text.append(chars, offset, Math.min(length, MAX_WORDS - text.length()));
    }

    private void breakOff(String code, String message) {
        end(code, message);
        call.cancel();
    }

    private void end(String code, String message) {
        end(null, new Trial.Problem(code, safe(message)));
    }

    private void end(@Nullable VendorUsage usage, Trial.@Nullable Problem problem) {
        done.tryComplete(
                new Trial(
                        ready.channel().id(),
                        ready.model(),
                        status,
                        firstByteMs,
                        elapsedMs(),
                        usage == null ? null : usage.input(),
                        usage == null ? null : usage.output(),
                        problem == null ? safe(text.toString()) : null,
                        Trial.name(ready.source()),
                        problem));
    }

    private String safe(String words) {
        String hidden = ready.channel().key().hideIn(words);
        return hidden.substring(0, Math.min(hidden.length(), MAX_WORDS));
    }

    private long elapsedMs() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }
}
