package dev.aibridge.gateway.relay;

import dev.aibridge.common.usage.Outcome;
import dev.aibridge.gateway.metering.Metered;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.upstream.VendorCall;
import dev.aibridge.gateway.upstream.VendorRefusal;
import dev.aibridge.gateway.wire.AnswerReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.Optional;

/// An answer in one piece. A client that leaves does not stop it: the vendor bills it in any case,
/// so it is read to its end and billed by the vendor's own usage.
final class WholeAnswer implements VendorCall.Listener, Timed {

    private final Running running;
    private final VendorCall call;
    private final Closing closing;
    private final Stage stage;
    private final long deadlineNanos;
    private Buffer body = Buffer.buffer();
    private int status;
    private boolean left;

    WholeAnswer(Running running, VendorCall call, Closing closing, Stage stage) {
        this.running = running;
        this.call = call;
        this.closing = closing;
        this.stage = stage;
        this.deadlineNanos = System.nanoTime() + stage.config().wholeTimeout().toNanos();
        response().closeHandler(gone -> left = true);
        response().exceptionHandler(gone -> left = true);
    }

    private HttpServerResponse response() {
        return running.routed().request().response();
    }

    @Override
    public void onHead(HttpClientResponse head) {
        status = head.statusCode();
        if (head.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
            fail(Refusals.upstreamError());
            return;
        }
        long most = stage.config().maxAnswer().asLongValue();
        head.exceptionHandler(cut -> fail(Refusals.upstreamError()));
        head.endHandler(end -> whole());
        head.handler(
                part -> {
                    if (body.length() + part.length() > most) {
                        fail(Refusals.upstreamError());
                    } else {
                        body = body.length() == 0 ? part : body.appendBuffer(part);
                    }
                });
    }

    @Override
    public void onFailure(Throwable cause) {
        fail(Refusals.upstreamError());
    }

    @Override
    public void tick(long nowNanos) {
        if (nowNanos - deadlineNanos > 0) {
            fail(Refusals.upstreamTimeout());
        }
    }

    @Override
    public void stop() {
        fail(Refusals.shuttingDown());
    }

    private void whole() {
        byte[] bytes = body.getBytes();
        if (status != 200) {
            refused(VendorRefusal.of(status, bytes));
            return;
        }
        Future<Optional<byte[]>> reading =
                bytes.length < Aside.LARGE_BYTES
                        ? Future.succeededFuture(read(bytes))
                        : Aside.run(stage.vertx(), () -> read(bytes));
        reading.onSuccess(
                        usable ->
                                usable.ifPresentOrElse(
                                        this::answered, () -> fail(Refusals.upstreamError())))
                .onFailure(bug -> fail(Stage.bug(bug)));
    }

    /// The answer under our model's name; empty when it is none, or an error.
    private Optional<byte[]> read(byte[] bytes) {
        try {
            AnswerReader places = running.meter().read(bytes, 0, bytes.length);
            return places.isError()
                    ? Optional.empty()
                    : Optional.of(Stage.naming(running.routed()).name(bytes, places));
        } catch (IOException garbage) {
            return Optional.empty();
        }
    }

    private void answered(byte[] named) {
        if (running.claimEnd()) {
            closing.measure(running)
                    .onSuccess(metered -> finish(named, metered))
                    .onFailure(bug -> ended(Stage.bug(bug), Outcome.FAILED));
        }
    }

    private void finish(byte[] named, Metered metered) {
        Outcome outcome =
                running.meter().isEmpty()
                        ? Outcome.EMPTY
                        : left ? Outcome.CLIENT_LEFT : Outcome.COMPLETED;
        Closing.Receipt receipt =
                closing.end(running, metered, outcome, left ? 0 : 200, System.nanoTime());
        stage.done(this, running);
        if (!left) {
            Headers.served(response(), running.routed());
            Headers.cost(response(), receipt);
            Answers.json(response(), 200, named);
        }
    }

    private void refused(Refusal refusal) {
        end(refusal, refusal.status() < 500 ? Outcome.REFUSED : Outcome.FAILED);
    }

    private void fail(Refusal refusal) {
        end(refusal, Outcome.FAILED);
    }

    private void end(Refusal refusal, Outcome outcome) {
        if (running.claimEnd()) {
            call.cancel();
            ended(refusal, outcome);
        }
    }

    private void ended(Refusal refusal, Outcome outcome) {
        closing.end(running, Metered.NOTHING, outcome, left ? 0 : refusal.status(), 0);
        stage.done(this, running);
        Answers.refuse(running.routed().request(), refusal);
    }
}
