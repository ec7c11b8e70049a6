package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/// What running answers need of the house they run in.
record Stage(
        Vertx vertx,
        RelayConfig config,
        Watch watch,
        InFlight inFlight,
        BodyBudget bodies,
        ExactCount exact) {

    private static final Logger LOG = Logger.getLogger(Stage.class);

    /// How answers of this route are named.
    static Naming naming(Visit.Routed routed) {
        return new Naming(routed.to().model().id(), routed.to().channel().provider());
    }

    /// An answer has ended: its request's memory and place are free.
    void done(Timed answer, Running running) {
        watch.remove(answer);
        leave(running.routed().ask().body().length);
    }

    /// A request is out, answered or refused.
    void leave(long bodyBytes) {
        bodies.giveBack(bodyBytes);
        inFlight.leave();
    }

    /// Something that can't be: told in the log, and to the client without details.
    static Refusal bug(Throwable cause) {
        LOG.error("A request met a bug", cause);
        return Refusals.internalError();
    }
}
