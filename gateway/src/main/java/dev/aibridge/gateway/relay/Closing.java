package dev.aibridge.gateway.relay;

import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageSource;
import dev.aibridge.gateway.admission.InputEstimates;
import dev.aibridge.gateway.admission.Wallets;
import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.journal.Journal;
import dev.aibridge.gateway.metering.Metered;
import dev.aibridge.gateway.metering.Tokenizer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/// The end of a request: counted, journalled, its hold given back. Exactly one usage event per
/// admitted request.
@Singleton
final class Closing {

    /// What an ended request cost.
    ///
    /// @param charge micro-tokens that the customer pays
    /// @param balance micro-tokens that are left, as far as this gateway knows
    record Receipt(long charge, long balance) {}

    private final Vertx vertx;
    private final Journal journal;
    private final Wallets wallets;
    private final InputEstimates estimates;
    private final Tokenizer tokenizer;
    private final Counter[] outcomes = new Counter[Outcome.values().length];

    Closing(
            Vertx vertx,
            Journal journal,
            Wallets wallets,
            InputEstimates estimates,
            Tokenizer tokenizer,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.journal = journal;
        this.wallets = wallets;
        this.estimates = estimates;
        this.tokenizer = tokenizer;
        for (Outcome outcome : Outcome.values()) {
            outcomes[outcome.ordinal()] =
                    metrics.counter("aibridge.requests", "outcome", outcome.name());
        }
    }

    /// What an answer used: by its vendor's word when that is to be believed, else counted off the
    /// event loop.
    Future<Metered> measure(Running running) {
        Metered said = running.meter().byVendor();
        return said != null ? Future.succeededFuture(said) : count(running);
    }

    private Future<Metered> count(Running running) {
        Ask ask = running.routed().ask();
        long imageTokens =
                (long) ask.images() * running.routed().to().model().traits().imageTokens();
        return Aside.run(
                vertx,
                () -> running.meter().count(tokenizer, ask.body(), ask.messages(), imageTokens));
    }

    /// Ends a request. The caller has claimed its end.
    ///
    /// @param status what the client got; 0 when it got nothing
    /// @param firstByteNanos when it got the first content; 0 when it got none
    Receipt end(
            Running running, Metered metered, Outcome outcome, int status, long firstByteNanos) {
        Visit.Routed routed = running.routed();
        long rated =
                outcome.payer() == Outcome.Payer.NOBODY
                        ? 0
                        : routed.to().multipliers().charge(metered.counts());
        journal.end(event(running, metered, outcome, rated, status, firstByteNanos));
        long paid = outcome.payer() == Outcome.Payer.CUSTOMER ? rated : 0;
        running.hold().close(paid);
        if (outcome == Outcome.COMPLETED && isByVendor(metered)) {
            learn(routed, metered);
        }
        outcomes[outcome.ordinal()].increment();
        return new Receipt(paid, balance(routed.caller()));
    }

    private long balance(Caller caller) {
        return wallets.balanceEstimate(caller.walletId(), caller.leaseKey());
    }

    /// What this conversation's input cost, for the estimate of its next turn.
    private void learn(Visit.Routed routed, Metered metered) {
        long input = routed.to().multipliers().charge(metered.inputOnly());
        Ask ask = routed.ask();
        estimates.learn(
                routed.caller().tenantId(),
                ask.conversation(routed.caller().keyId()),
                ask.textBytes(),
                input);
    }

    /// A count of ours does not know what was cached.
    private static boolean isByVendor(Metered metered) {
        return metered.source() == UsageSource.VENDOR
                || metered.source() == UsageSource.VENDOR_CLAMPED;
    }

    private static UsageEvent event(
            Running running,
            Metered metered,
            Outcome outcome,
            long charge,
            int status,
            long firstByteNanos) {
        UsageEvent admitted = running.admitted();
        long start = running.routed().asked().visit().startNanos();
        return new UsageEvent(
                admitted.id(),
                admitted.holder(),
                admitted.seq(),
                admitted.tenant(),
                admitted.key(),
                admitted.wallet(),
                admitted.endpoint(),
                admitted.model(),
                admitted.channel(),
                admitted.bookSeq(),
                outcome,
                metered.source(),
                metered.counts(),
                charge,
                status,
                admitted.streamed(),
                admitted.attempts(),
                admitted.admittedAtMs(),
                firstByteNanos == 0 ? 0 : ms(firstByteNanos - start),
                ms(System.nanoTime() - start),
                admitted.ownLease());
    }

    private static int ms(long nanos) {
        return (int) Math.min(Integer.MAX_VALUE, nanos / 1_000_000);
    }
}
