package dev.aibridge.gateway.relay;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.gateway.admission.Hold;
import dev.aibridge.gateway.journal.Progress;
import dev.aibridge.gateway.metering.Meter;
import java.util.concurrent.atomic.AtomicLong;

/// A request that was admitted: it is in the journal, money is held for it, and it ends exactly
/// once.
final class Running implements Progress {

    private final Visit.Routed routed;
    private final Hold hold;
    private final Reservation size;
    private final long outputLimit;
    private final UsageEvent admitted;
    private final Meter meter;
    private final AtomicLong produced = new AtomicLong();
    private boolean ended;

    /// @param size what it may cost
    Running(Visit.Routed routed, Hold hold, Reservation size, UsageEvent admitted, Meter meter) {
        this.routed = routed;
        this.hold = hold;
        this.outputLimit =
                size.outputWithin(routed.ask().streamed() ? hold.reach() : hold.amount());
        this.size = size.bound(outputLimit);
        this.admitted = admitted;
        this.meter = meter;
    }

    Visit.Routed routed() {
        return routed;
    }

    Hold hold() {
        return hold;
    }

    /// What it may cost, under the bound that is set on its output.
    Reservation size() {
        return size;
    }

    /// The bound to set on its output, or [Ask#NO_LIMIT]: less than was asked for when the money
    /// within reach does not pay for more.
    long outputLimit() {
        return outputLimit;
    }

    Meter meter() {
        return meter;
    }

    /// What is booked if this process dies before anything is produced.
    UsageEvent admitted() {
        return admitted;
    }

    /// Tells the journal's thread how far it is: no further than its bound, which an estimate may
    /// pass.
    void produced(long tokens) {
        produced.lazySet(Math.min(tokens, size.limit() * size.choices()));
    }

    @Override
    public long tokens() {
        return produced.get();
    }

    @Override
    public UsageEvent soFar() {
        Counts counts = admitted.counts().with(Bucket.OUTPUT, produced.get());
        return Provisional.with(admitted, counts, routed.to().multipliers().charge(counts));
    }

    /// Claims the one end; whoever gets `true` must end it.
    boolean claimEnd() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    boolean hasEnded() {
        return ended;
    }
}
