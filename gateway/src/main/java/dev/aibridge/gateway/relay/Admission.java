package dev.aibridge.gateway.relay;

import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.gateway.admission.Hold;
import dev.aibridge.gateway.admission.RateLimit;
import dev.aibridge.gateway.admission.RateLimits;
import dev.aibridge.gateway.journal.Admitted;
import dev.aibridge.gateway.journal.Journal;
import dev.aibridge.gateway.knowledge.DatabaseClock;
import dev.aibridge.gateway.metering.Meter;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/// May it run: within its limits, with money held, on record. What was taken for a request that is
/// refused after all goes back.
@Singleton
final class Admission {

    /// The answer.
    sealed interface Result {

        /// It runs from here on, and must be ended.
        record Runs(Running running) implements Result {}

        /// It does not.
        record Refused(Refusal refusal) implements Result {}

        /// Its client has left.
        record Left() implements Result {}
    }

    private final RateLimits limits;
    private final Funding funding;
    private final Journal journal;
    private final DatabaseClock clock;

    Admission(RateLimits limits, Funding funding, Journal journal, DatabaseClock clock) {
        this.limits = limits;
        this.funding = funding;
        this.journal = journal;
        this.clock = clock;
    }

    /// Admits a request, or says why not.
    Future<Result> admit(Visit.Routed routed) {
        return limits.take(routed.caller())
                .compose(
                        limit -> {
                            Headers.limit(routed.request().response(), limit);
                            return switch (limit) {
                                case RateLimit.Granted permit -> fund(routed, permit);
                                case RateLimit.Refused no -> no(no.refusal());
                            };
                        });
    }

    private Future<Result> fund(Visit.Routed routed, RateLimit.Granted permit) {
        return funding.fund(routed)
                .map(
                        funded ->
                                switch (funded) {
                                    case Funding.Funded.Held(Reservation size, Hold hold) ->
                                            record(routed, size, hold);
                                    case Funding.Funded.Refused(Refusal no) ->
                                            new Result.Refused(no);
                                })
                .onSuccess(
                        result -> {
                            if (!(result instanceof Result.Runs)) {
                                limits.giveBack(routed.caller(), permit);
                            }
                        });
    }

    /// On record before the vendor hears of it.
    private Result record(Visit.Routed routed, Reservation size, Hold hold) {
        if (routed.request().response().closed()) {
            hold.close(0);
            return new Result.Left();
        }
        return switch (journal.admit(new Provisional(routed, size, clock.nowMs()))) {
            case Admitted.NoRoom noRoom -> {
                hold.close(0);
                yield new Result.Refused(Refusals.overloaded());
            }
            case Admitted.Request admitted -> {
                yield new Result.Runs(runs(routed, hold, size, admitted.event()));
            }
        };
    }

    private Running runs(Visit.Routed routed, Hold hold, Reservation size, UsageEvent admitted) {
        Running running = new Running(routed, hold, size, admitted, meter(routed));
        if (routed.ask().streamed()) {
            journal.follow(admitted, running);
        }
        return running;
    }

    /// Twice what the model can read or write is not believed.
    private static Meter meter(Visit.Routed routed) {
        long window = routed.to().model().contextTokens();
        return new Meter(routed.ask().dialect(), 2 * window, 2 * window * routed.ask().choices());
    }

    private static Future<Result> no(Refusal refusal) {
        return Future.succeededFuture(new Result.Refused(refusal));
    }
}
