package dev.aibridge.gateway.relay;

import dev.aibridge.common.usage.Outcome;
import dev.aibridge.gateway.metering.Meter;
import dev.aibridge.gateway.metering.Metered;
import dev.aibridge.gateway.refusal.Envelope;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.upstream.VendorCall;
import dev.aibridge.gateway.upstream.VendorRefusal;
import dev.aibridge.gateway.wire.AnswerReader;
import dev.aibridge.gateway.wire.EarlyEnd;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/// An answer that comes as events. All whole events of one read leave in one write; a part of an
/// event waits for its rest. It ends with its dialect's terminal only when the vendor's did;
/// otherwise with one error event, or nothing was sent yet and the client gets a status.
final class StreamedAnswer implements VendorCall.Listener, Timed {

    private static final int MAX_REFUSAL_BYTES = 1 << 20;

    /// Fewer tokens than that are not worth another count.
    private static final int WORTH_GOING_ON = 8;

    /// What the model's and provider's names add to a few events.
    private static final int ROOM_FOR_NAMES = 256;

    private final Running running;
    private final VendorCall call;
    private final Closing closing;
    private final Stage stage;
    private final Passage passage;
    private final StreamTimes times;
    private final Allowance allowance;
    private final Valve vendor = new Valve();
    private final StreamClient client;
    private Buffer refusal = Buffer.buffer();
    private boolean counting;

    StreamedAnswer(Running running, VendorCall call, Closing closing, Stage stage) {
        this.running = running;
        this.call = call;
        this.closing = closing;
        this.stage = stage;
        this.passage = passage(running, stage);
        this.times = new StreamTimes(stage.config());
        this.allowance =
                new Allowance(running.hold(), running.size(), stage.config().outputSlice());
        this.client =
                new StreamClient(
                        running.routed(),
                        times,
                        stage.vertx().getOrCreateContext(),
                        vendor,
                        this::left);
    }

    private static Passage passage(Running running, Stage stage) {
        return new Passage(
                running.meter(),
                Stage.naming(running.routed()),
                running.routed().ask().wantsUsage(),
                (int) stage.config().maxEvent().asLongValue(),
                stage.config().maxAnswer().asLongValue());
    }

    @Override
    public void onHead(HttpClientResponse head) {
        vendor.open(head);
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
        if (running.claimEnd()) {
            Outcome outcome = no.status() < 500 ? Outcome.REFUSED : Outcome.FAILED;
            ended(no, outcome, Metered.NOTHING);
        }
    }

    private void arrived(Buffer part) {
        times.life();
        Buffer out = Buffer.buffer(part.length() + ROOM_FOR_NAMES);
        Passage.State state = passage.pass(part.getBytes(), out);
        if (out.length() > 0) {
            client.write(out);
        }
        switch (state) {
            case GOES_ON -> afford();
            case WHOLE -> whole();
            case BROKEN -> breakOff(Refusals.upstreamError());
        }
    }

    /// Whether what was produced is paid for; else the vendor waits until more is held, or it ends.
    private void afford() {
        Meter meter = running.meter();
        if (running.hasEnded() || counting || meter.isOver(running.size().choices())) {
            return;
        }
        long produced = meter.produced();
        running.produced(produced);
        switch (allowance.at(produced, this::afford)) {
            case ENOUGH -> vendor.release(Valve.Reason.MONEY);
            case PENDING -> vendor.hold(Valve.Reason.MONEY);
            case USED_UP -> count(produced);
        }
    }

    /// Our estimate of what was produced is rather high: before an answer is cut short for money,
    /// it is counted.
    private void count(long produced) {
        vendor.hold(Valve.Reason.MONEY);
        counting = true;
        stage.exact()
                .soFar(running)
                .onSuccess(exact -> counted(allowance.counted(produced, exact)))
                .onFailure(bug -> breakOff(Stage.bug(bug)));
    }

    private void counted(long tokensLeft) {
        counting = false;
        if (running.hasEnded()) {
            return;
        }
        if (tokensLeft >= WORTH_GOING_ON) {
            vendor.release(Valve.Reason.MONEY);
        } else if (running.claimEnd()) {
            call.cancel();
            measure(this::cutShort);
        }
    }

    /// The wallet is empty: the answer ends as one that has reached its limit.
    private void cutShort(Metered metered) {
        Visit.Routed routed = running.routed();
        Ask ask = routed.ask();
        AnswerReader.Early early =
                running.meter()
                        .early(
                                new EarlyEnd(
                                        routed.to().model().id(),
                                        routed.to().channel().provider(),
                                        ask.choices(),
                                        ask.wantsUsage(),
                                        metered.counts()));
        Closing.Receipt receipt =
                closing.end(running, metered, Outcome.COMPLETED, 200, passage.firstContentNanos());
        stage.done(this, running);
        Buffer last = Terminal.after(routed, receipt, Buffer.buffer(early.terminal()));
        client.end(Buffer.buffer(early.events()).appendBuffer(last));
    }

    private void whole() {
        if (running.claimEnd()) {
            Outcome outcome = running.meter().isEmpty() ? Outcome.EMPTY : Outcome.COMPLETED;
            measure(metered -> finish(outcome, metered));
        }
    }

    private void finish(Outcome outcome, Metered metered) {
        Closing.Receipt receipt =
                closing.end(running, metered, outcome, 200, passage.firstContentNanos());
        stage.done(this, running);
        client.end(Terminal.after(running.routed(), receipt, passage.terminal()));
    }

    @Override
    public void tick(long nowNanos) {
        switch (times.at(nowNanos)) {
            case NOTHING -> {}
            case SIGN_OF_LIFE -> client.signOfLife(running.meter().signOfLife());
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
        if (!running.claimEnd()) {
            return;
        }
        call.cancel();
        if (running.meter().hasContent()) {
            measure(metered -> ended(why, Outcome.BROKEN, metered));
        } else {
            ended(why, Outcome.FAILED, Metered.NOTHING);
        }
    }

    private void left() {
        if (running.claimEnd()) {
            call.cancel();
            int status = client.hasHead() ? 200 : 0;
            measure(
                    metered -> {
                        closing.end(
                                running,
                                metered,
                                Outcome.CLIENT_LEFT,
                                status,
                                passage.firstContentNanos());
                        stage.done(this, running);
                    });
        }
    }

    private void measure(Handler<Metered> then) {
        closing.measure(running)
                .onSuccess(then)
                .onFailure(bug -> ended(Stage.bug(bug), Outcome.FAILED, Metered.NOTHING));
    }

    private void ended(Refusal why, Outcome outcome, Metered metered) {
        int status = client.hasHead() ? 200 : why.status();
        closing.end(running, metered, outcome, status, passage.firstContentNanos());
        stage.done(this, running);
        HttpServerRequest request = running.routed().request();
        if (client.hasHead()) {
            Envelope envelope = Answers.envelope(request);
            Refusal told = envelope.told(why);
            byte[] body = envelope.body(told, Answers.id(request));
            client.end(Buffer.buffer(running.meter().failure(told.code(), told.message(), body)));
        } else {
            Answers.refuse(request, why);
        }
    }
}
