package dev.aibridge.gateway.relay;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageSource;
import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.journal.Admitted;
import dev.aibridge.gateway.routing.Route;
import java.util.UUID;

/// What is booked if the process dies while a request runs: its estimated input, to goodwill.
record Provisional(Visit.Routed routed, Reservation size, long nowMs)
        implements Admitted.Provisional {

    @Override
    public UsageEvent event(UUID holder, long seq) {
        Caller caller = routed.caller();
        Route.Served to = routed.to();
        long price = Math.max(1, to.multipliers().ppm(Bucket.INPUT));
        long perRequest = to.multipliers().ppm(Bucket.REQUEST);
        Counts counts = Counts.NONE.with(Bucket.INPUT, (size.fixed() - perRequest) / price);
        return new UsageEvent(
                routed.asked().visit().id(),
                holder,
                seq,
                caller.tenantId(),
                caller.keyId(),
                caller.walletId(),
                routed.ask().endpoint(),
                to.model().id(),
                to.channel().id(),
                to.bookSeq(),
                Outcome.ABANDONED,
                UsageSource.COUNTED_MISSING,
                counts,
                to.multipliers().charge(counts),
                0,
                routed.ask().streamed(),
                1,
                nowMs,
                0,
                0,
                caller.capped());
    }

    /// The same request with other counts.
    static UsageEvent with(UsageEvent admitted, Counts counts, long charge) {
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
                admitted.outcome(),
                admitted.source(),
                counts,
                charge,
                admitted.status(),
                admitted.streamed(),
                admitted.attempts(),
                admitted.admittedAtMs(),
                admitted.firstByteMs(),
                admitted.durationMs(),
                admitted.ownLease());
    }
}
