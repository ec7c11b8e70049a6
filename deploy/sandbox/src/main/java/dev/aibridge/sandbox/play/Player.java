package dev.aibridge.sandbox.play;

import dev.aibridge.sandbox.play.Step.Drop;
import dev.aibridge.sandbox.play.Step.Finish;
import dev.aibridge.sandbox.play.Step.Hang;
import dev.aibridge.sandbox.play.Step.Head;
import dev.aibridge.sandbox.play.Step.Pause;
import dev.aibridge.sandbox.play.Step.Reset;
import dev.aibridge.sandbox.play.Step.Send;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.function.Consumer;

/// Sends one script on the event loop of its connection: at the model's pace, no faster than the
/// client reads, and until the client leaves.
public final class Player {

    private static final long NANOS_PER_MS = 1_000_000;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final ConnectionBase connection;
    private final List<Step> steps;
    private final Pace pace;
    private final Consumer<Ending> ended;
    private final long startNanos = System.nanoTime();

    private int next;
    private int status;
    private int events;
    private long tokens;
    private long pausedNanos;
    private boolean hanging;
    private boolean over;

    /// A player of one script.
    ///
    /// @param ended told once, when the script is over or the client is gone
    public Player(
            Vertx vertx,
            HttpServerResponse response,
            ConnectionBase connection,
            List<Step> steps,
            Pace pace,
            Consumer<Ending> ended) {
        this.vertx = vertx;
        this.response = response;
        this.connection = connection;
        this.steps = steps;
        this.pace = pace;
        this.ended = ended;
    }

    /// Begins to send.
    public void play() {
        response.closeHandler(gone -> left());
        response.exceptionHandler(broken -> left());
        if (response.closed()) {
            left();
        } else {
            goOn();
        }
    }

    private void goOn() {
        while (!over && !hanging) {
            Step step = steps.get(next);
            long waitMs = waitMs(step);
            if (waitMs > 0) {
                vertx.setTimer(waitMs, late -> goOn());
                return;
            }
            next++;
            if (step instanceof Pause(var time)) {
                pausedNanos += time.toNanos();
                vertx.setTimer(Math.max(1, time.toMillis()), late -> goOn());
                return;
            }
            perform(step);
            if (!over && !hanging && response.writeQueueFull()) {
                response.drainHandler(drained -> goOn());
                return;
            }
        }
    }

    private void perform(Step step) {
        switch (step) {
            case Head head -> head(head);
            case Send send -> send(send);
            case Hang(var atMost) -> {
                hanging = true;
                vertx.setTimer(Math.max(1, atMost.toMillis()), late -> giveUp());
            }
            case Reset() -> {
                end(false);
                reset();
            }
            case Drop() -> {
                end(false);
                connection.close();
            }
            case Finish() -> {
                end(false);
                response.end();
            }
            case Pause(var time) -> throw new IllegalStateException("not performed: " + time);
        }
    }

    private void head(Head head) {
        status = head.status();
        response.setStatusCode(status);
        head.headers().forEach(response::putHeader);
        if (!head.hasLength()) {
            response.setChunked(true);
            response.writeHead();
        }
    }

    private void send(Send send) {
        response.write(Buffer.buffer(send.bytes()));
        tokens += send.tokens();
        events += send.event() ? 1 : 0;
    }

    private long waitMs(Step step) {
        if (!(step instanceof Send send) || send.tokens() == 0) {
            return 0;
        }
        long due = startNanos + pausedNanos + pace.dueNanos(tokens + send.tokens());
        return Math.ceilDiv(due - System.nanoTime(), NANOS_PER_MS);
    }

    private void giveUp() {
        if (!over) {
            end(false);
            connection.close();
        }
    }

    private void left() {
        if (!over) {
            end(true);
        }
    }

    private void end(boolean clientLeft) {
        over = true;
        ended.accept(new Ending(status, clientLeft, events, clientLeft ? produced() : tokens));
    }

    /// What the model has made of an unsent body, too, when the client leaves in the middle.
    private long produced() {
        long unsent =
                steps.get(Math.min(next, steps.size() - 1)) instanceof Send send
                        ? send.tokens()
                        : 0;
        long elapsed = System.nanoTime() - startNanos - pausedNanos;
        return Math.max(tokens, pace.producedBy(elapsed, tokens + unsent));
    }

    /// Closes with RST instead of FIN: a linger time of zero.
    private void reset() {
        connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        connection.close();
    }
}
