package dev.aibridge.gateway.relay;

import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.gateway.admission.Hold;
import dev.aibridge.gateway.admission.HoldAnswer;
import dev.aibridge.gateway.admission.InputEstimates;
import dev.aibridge.gateway.admission.Wallets;
import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.knowledge.DatabaseClock;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/// Holds money for a request: for a stream the beginning of its answer, else its dearest answer, if
/// the wallet has that, less if not. Before anything is refused for money, its input is counted
/// exactly.
@Singleton
final class Funding {

    /// What came of it.
    sealed interface Funded {

        /// It can run, with its output bound by what the hold pays for.
        record Held(Reservation size, Hold hold) implements Funded {}

        /// It can't.
        record Refused(Refusal refusal) implements Funded {}
    }

    private final Wallets wallets;
    private final InputEstimates estimates;
    private final ExactCount exact;
    private final DatabaseClock clock;
    private final int leastOutput;
    private final int outputSlice;

    Funding(
            Wallets wallets,
            InputEstimates estimates,
            ExactCount exact,
            DatabaseClock clock,
            RelayConfig config) {
        this.wallets = wallets;
        this.estimates = estimates;
        this.exact = exact;
        this.clock = clock;
        this.leastOutput = config.leastOutput();
        this.outputSlice = Math.max(leastOutput, config.outputSlice());
    }

    /// Holds what a request needs.
    Future<Funded> fund(Visit.Routed routed) {
        Reservation size = size(routed, estimate(routed));
        return hold(routed, size)
                .compose(
                        answer ->
                                switch (answer) {
                                    case HoldAnswer.Broke broke -> exactly(routed);
                                    case HoldAnswer.Busy busy -> exactly(routed);
                                    case HoldAnswer.Capped capped -> exactly(routed);
                                    case HoldAnswer other ->
                                            Future.succeededFuture(funded(size, other));
                                });
    }

    private Future<Funded> exactly(Visit.Routed routed) {
        Ask ask = routed.ask();
        Caller caller = routed.caller();
        return estimates
                .recall(caller.tenantId(), ask.conversation(caller.keyId()), ask.textBytes())
                .compose(done -> exact.input(routed))
                .map(micro -> size(routed, micro))
                .compose(size -> hold(routed, size).map(answer -> funded(size, answer)));
    }

    private Future<HoldAnswer> hold(Visit.Routed routed, Reservation size) {
        long need = routed.ask().streamed() ? size.with(outputSlice) : size.worst();
        Caller caller = routed.caller();
        return wallets.hold(caller.walletId(), caller.leaseKey(), size.with(leastOutput), need);
    }

    private long estimate(Visit.Routed routed) {
        Ask ask = routed.ask();
        return estimates
                .estimate(
                        ask.conversation(routed.caller().keyId()),
                        ask.textBytes(),
                        ask.images(),
                        routed.to().multipliers(),
                        routed.to().model().traits().imageTokens())
                .micro();
    }

    private static Reservation size(Visit.Routed routed, long inputMicro) {
        long most = routed.to().model().maxOutputTokens();
        long asked = routed.ask().outputLimit();
        long limit = asked == Ask.NO_LIMIT ? most : Math.min(asked, most);
        Multipliers multipliers = routed.to().multipliers();
        return Reservation.of(multipliers, inputMicro, routed.ask().choices(), limit);
    }

    private Funded funded(Reservation size, HoldAnswer answer) {
        return switch (answer) {
            case HoldAnswer.Held held -> new Funded.Held(size, held.hold());
            case HoldAnswer.Broke broke ->
                    new Funded.Refused(Refusals.insufficientBalance("wallet"));
            case HoldAnswer.Suspended suspended ->
                    new Funded.Refused(Refusals.insufficientBalance("suspended"));
            case HoldAnswer.Busy busy -> new Funded.Refused(Refusals.walletBusy());
            case HoldAnswer.Capped capped ->
                    new Funded.Refused(Refusals.tokenQuotaExceeded(wait(capped)));
            case HoldAnswer.Unavailable away ->
                    new Funded.Refused(
                            Refusals.dependencyUnavailable(
                                    "Balances can't be checked right now.", Duration.ofSeconds(2)));
        };
    }

    /// How long the window of a cap still lasts; a window that has just ended is worth a second.
    private Optional<Duration> wait(HoldAnswer.Capped capped) {
        return capped.untilMs().stream()
                .map(until -> Math.max(1_000, until - clock.nowMs()))
                .mapToObj(Duration::ofMillis)
                .findFirst();
    }
}
