package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/// A request's body on its way in: within its size, its time and the memory there is.
final class Arrival implements Timed {

    /// What came.
    sealed interface Received {

        /// All of it.
        record Body(byte[] bytes) implements Received {}

        /// Too much, or too slowly.
        record Refused(Refusal refusal) implements Received {}

        /// The client left.
        record Left() implements Received {}
    }

    private final HttpServerRequest request;
    private final long maxBytes;
    private final BodyBudget budget;
    private final Watch watch;
    private final long deadlineNanos;
    private final Promise<Received> received = Promise.promise();
    private Buffer body = Buffer.buffer();
    private long taken;

    Arrival(HttpServerRequest request, RelayConfig config, BodyBudget budget, Watch watch) {
        this.request = request;
        this.maxBytes = config.maxBody().asLongValue();
        this.budget = budget;
        this.watch = watch;
        this.deadlineNanos = System.nanoTime() + config.bodyTimeout().toNanos();
    }

    /// Waits for the body. What it takes of the budget is the caller's to give back when a body
    /// came.
    Future<Received> receive() {
        watch.add(this);
        request.handler(this::add);
        request.endHandler(end -> finish(new Received.Body(body.getBytes())));
        request.exceptionHandler(left -> finish(new Received.Left()));
        request.resume();
        return received.future();
    }

    private void add(Buffer part) {
        if (received.future().isComplete()) {
            return;
        }
        if (body.length() + part.length() > maxBytes) {
            finish(new Received.Refused(Refusals.requestTooLarge(maxBytes)));
        } else if (!budget.take(part.length())) {
            finish(new Received.Refused(Refusals.overloaded()));
        } else {
            taken += part.length();
            body = body.length() == 0 ? part : body.appendBuffer(part);
        }
    }

    @Override
    public void tick(long nowNanos) {
        if (nowNanos - deadlineNanos > 0) {
            finish(new Received.Refused(Refusals.requestTimeout()));
        }
    }

    @Override
    public void stop() {
        finish(new Received.Refused(Refusals.shuttingDown()));
    }

    private void finish(Received what) {
        watch.remove(this);
        if (received.tryComplete(what) && !(what instanceof Received.Body)) {
            budget.giveBack(taken);
        }
        body = Buffer.buffer();
    }
}
