package dev.aibridge.gateway.relay;

import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/// What running answers need of the house they run in.
record Stage(Vertx vertx, RelayConfig config, Watch watch, InFlight inFlight, BodyBudget bodies) {

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

    /// Something that can't be: the request's admitted record stays open, and a restart books it to
    /// goodwill.
    static void bug(Throwable cause) {
        LOG.error("A request could not be ended", cause);
    }
}
