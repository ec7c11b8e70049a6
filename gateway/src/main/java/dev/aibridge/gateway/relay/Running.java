package dev.aibridge.gateway.relay;

import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.gateway.admission.Hold;
import dev.aibridge.gateway.metering.Meter;

/// A request that was admitted: it is in the journal, money is held for it, and it ends exactly
/// once.
final class Running {

    private final Visit.Routed routed;
    private final Hold hold;
    private final UsageEvent admitted;
    private final Meter meter;
    private boolean ended;

    Running(Visit.Routed routed, Hold hold, UsageEvent admitted, Meter meter) {
        this.routed = routed;
        this.hold = hold;
        this.admitted = admitted;
        this.meter = meter;
    }

    Visit.Routed routed() {
        return routed;
    }

    Hold hold() {
        return hold;
    }

    /// What is booked if this process dies now.
    UsageEvent admitted() {
        return admitted;
    }

    Meter meter() {
        return meter;
    }

    /// Claims the one end; whoever gets `true` must end it.
    boolean claimEnd() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
