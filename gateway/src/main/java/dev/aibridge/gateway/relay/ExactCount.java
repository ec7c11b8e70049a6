package dev.aibridge.gateway.relay;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.gateway.admission.InputEstimates;
import dev.aibridge.gateway.metering.Tokenizer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;

/// Counts tokens by ourselves where an estimate would refuse or cut short. Takes about a
/// microsecond per token, so it is done aside from the event loop.
@Singleton
final class ExactCount {

    /// What a running stream has come to.
    ///
    /// @param fixed micro-tokens of its input and the price per request
    /// @param produced tokens of all its choices
    record SoFar(long fixed, long produced) {}

    private final Vertx vertx;
    private final InputEstimates estimates;
    private final Tokenizer tokenizer;

    ExactCount(Vertx vertx, InputEstimates estimates, Tokenizer tokenizer) {
        this.vertx = vertx;
        this.estimates = estimates;
        this.tokenizer = tokenizer;
    }

    /// What the input of a request costs, in micro-tokens.
    Future<Long> input(Visit.Routed routed) {
        return Aside.run(vertx, () -> inputMicro(routed));
    }

    /// How far a running stream is now.
    Future<SoFar> soFar(Running running) {
        Callable<Long> produced = running.meter().counting(tokenizer);
        return Aside.run(vertx, () -> new SoFar(fixed(running.routed()), produced.call()));
    }

    private long fixed(Visit.Routed routed) {
        long perRequest = routed.to().multipliers().ppm(Bucket.REQUEST);
        return Math.addExact(inputMicro(routed), perRequest);
    }

    private long inputMicro(Visit.Routed routed) {
        Ask ask = routed.ask();
        return estimates.counted(
                ask.conversation(routed.caller().keyId()),
                ask.textBytes(),
                tokenizer.countRequest(ask.body(), ask.messages()),
                (long) ask.images() * routed.to().model().traits().imageTokens(),
                routed.to().multipliers());
    }
}
