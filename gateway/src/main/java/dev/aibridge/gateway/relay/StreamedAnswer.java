package dev.aibridge.gateway.relay;

import dev.aibridge.common.usage.Outcome;
import dev.aibridge.gateway.metering.Metered;
import dev.aibridge.gateway.refusal.Envelope;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.upstream.VendorCall;
import dev.aibridge.gateway.upstream.VendorRefusal;
import dev.aibridge.gateway.wire.AnswerReader;
import dev.aibridge.gateway.wire.SseEvent;
import dev.aibridge.gateway.wire.SseReader;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// An answer that comes as events. All whole events of one read leave in one write; a part of an
/// event waits for its rest. It ends with `[DONE]` only when the vendor's did; otherwise with one
/// error event, or nothing was sent yet and the client gets a status.
final class StreamedAnswer implements VendorCall.Listener, Timed {

    private static final int MAX_REFUSAL_BYTES = 1 << 20;

    private final Running running;
    private final VendorCall call;
    private final Closing closing;
    private final Stage stage;
    private final Naming naming;
    private final SseReader events;
    private final StreamTimes times;
    private final StreamClient client;
    private Buffer refusal = Buffer.buffer();
    private @Nullable HttpClientResponse vendor;
    private long received;
    private long firstContentNanos;

    StreamedAnswer(Running running, VendorCall call, Closing closing, Stage stage) {
        this.running = running;
        this.call = call;
        this.closing = closing;
        this.stage = stage;
        this.naming = Stage.naming(running.routed());
        this.events = new SseReader((int) stage.config().maxEvent().asLongValue());
        this.times = new StreamTimes(stage.config());
        this.client = new StreamClient(running.routed(), times, this::left);
    }

    @Override
    public void onHead(HttpClientResponse head) {
        vendor = head;
        times.life();
        if (head.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
            breakOff(Refusals.upstreamError());
            return;
        }
        head.exceptionHandler(cut -> breakOff(Refusals.upstreamError()));
        if (head.statusCode() == 200) {
            head.handler(this::arrived).endHandler(end -> breakOff(Refusals.upstreamError()));
        } else {
            head.handler(this::refusalPart).endHandler(end -> refused(head.statusCode()));
        }
    }

    @Override
    public void onFailure(Throwable cause) {
        breakOff(Refusals.upstreamError());
    }

    private void refusalPart(Buffer part) {
        if (refusal.length() + part.length() <= MAX_REFUSAL_BYTES) {
            refusal.appendBuffer(part);
        }
    }

    private void refused(int status) {
        Refusal no = VendorRefusal.of(status, refusal.getBytes());
        end(no, no.status() < 500 ? Outcome.REFUSED : Outcome.FAILED, Metered.NOTHING);
    }

    private void arrived(Buffer part) {
        times.life();
        received += part.length();
        if (received > stage.config().maxAnswer().asLongValue()) {
            breakOff(Refusals.upstreamError());
            return;
        }
        events.feed(part.getBytes());
        Buffer out = Buffer.buffer(part.length() + 128);
        boolean goesOn = pass(out);
        if (out.length() > 0) {
            client.write(out, vendor);
        }
        if (goesOn && events.isTooLong()) {
            breakOff(Refusals.upstreamError());
        }
    }

    /// Passes all whole events on; `false` when the stream has come to its end.
    private boolean pass(Buffer out) {
        SseEvent event = events.next();
        while (event.isPresent()) {
            if (event.isDone()) {
                return done();
            }
            if (!event.hasData()) {
                comment(event, out);
            } else if (!chunk(event, out)) {
                breakOff(Refusals.upstreamError());
                return false;
            }
            event = events.next();
        }
        return true;
    }

    /// A vendor's own sign of life is one for the client, once there is an answer.
    private void comment(SseEvent event, Buffer out) {
        if (client.hasHead()) {
            out.appendBytes(event.bytes(), event.start(), event.end() - event.start());
        }
    }

    /// Passes one chunk on; `false` when it is none, or the vendor's error.
    private boolean chunk(SseEvent event, Buffer out) {
        AnswerReader places;
        try {
            int length = event.dataEnd() - event.dataStart();
            places = running.meter().read(event.bytes(), event.dataStart(), length);
        } catch (IOException garbage) {
            return false;
        }
        if (places.isError()) {
            return false;
        }
        if (places.hasContent() && firstContentNanos == 0) {
            firstContentNanos = System.nanoTime();
        }
        boolean wantsUsage = running.routed().ask().wantsUsage();
        if (wantsUsage || places.hasChoices() || places.usage() == null) {
            naming.name(out, event.bytes(), event.start(), event.end(), places, wantsUsage);
        }
        return true;
    }

    /// The vendor's own terminal: the answer is whole.
    private boolean done() {
        if (running.claimEnd()) {
            Outcome outcome = running.meter().isEmpty() ? Outcome.EMPTY : Outcome.COMPLETED;
            closing.measure(running)
                    .onSuccess(metered -> finish(outcome, metered))
                    .onFailure(Stage::bug);
        }
        return false;
    }

    private void finish(Outcome outcome, Metered metered) {
        Closing.Receipt receipt = closing.end(running, metered, outcome, 200, firstContentNanos);
        stage.done(this, running);
        client.end(Terminal.done(running.routed(), receipt));
    }

    @Override
    public void tick(long nowNanos) {
        switch (times.at(nowNanos)) {
            case NOTHING -> {}
            case SIGN_OF_LIFE -> client.signOfLife();
            case TOO_SLOW -> breakOff(Refusals.upstreamTimeout());
            case CLIENT_STALLS -> client.giveUp();
        }
    }

    @Override
    public void stop() {
        breakOff(Refusals.shuttingDown());
    }

    /// The vendor or we can't go on: an error, and no charge.
    private void breakOff(Refusal why) {
        call.cancel();
        if (running.meter().hasContent()) {
            if (running.claimEnd()) {
                count(metered -> ended(why, Outcome.BROKEN, metered));
            }
        } else {
            end(why, Outcome.FAILED, Metered.NOTHING);
        }
    }

    private void left() {
        call.cancel();
        if (running.claimEnd()) {
            int status = client.hasHead() ? 200 : 0;
            count(
                    metered -> {
                        closing.end(
                                running, metered, Outcome.CLIENT_LEFT, status, firstContentNanos);
                        stage.done(this, running);
                    });
        }
    }

    private void count(Handler<Metered> then) {
        closing.measure(running).onSuccess(then).onFailure(Stage::bug);
    }

    private void end(Refusal why, Outcome outcome, Metered metered) {
        if (running.claimEnd()) {
            ended(why, outcome, metered);
        }
    }

    private void ended(Refusal why, Outcome outcome, Metered metered) {
        int status = client.hasHead() ? 200 : why.status();
        closing.end(running, metered, outcome, status, firstContentNanos);
        stage.done(this, running);
        if (client.hasHead()) {
            client.end(Terminal.error(Envelope.openAi(why)));
        } else {
            Answers.refuse(running.routed().request(), why);
        }
    }
}
