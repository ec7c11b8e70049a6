package dev.aibridge.gateway.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// How often the database was asked for money, and how often the answer was no.
final class WalletMetrics {

    final Counter takes;
    final Counter returns;
    private final Counter held;
    private final Counter charged;
    private final Counter busy;
    private final Counter broke;
    private final Counter capped;
    final Counter unknown;

    WalletMetrics(MeterRegistry registry) {
        takes = registry.counter("aibridge.wallets.takes");
        returns = registry.counter("aibridge.wallets.returns");
        held = registry.counter("aibridge.wallets.held.tokens");
        charged = registry.counter("aibridge.wallets.charged.tokens");
        busy = registry.counter("aibridge.wallets.refused", "why", "busy");
        broke = registry.counter("aibridge.wallets.refused", "why", "broke");
        capped = registry.counter("aibridge.wallets.refused", "why", "capped");
        unknown = registry.counter("aibridge.wallets.unknown.outcomes");
    }

    /// Counts what a request held at its end, and what it was charged.
    void closed(long heldMicro, long chargedMicro) {
        held.increment(heldMicro / 1e6);
        charged.increment(chargedMicro / 1e6);
    }

    /// Counts an answer that is a no for money.
    void told(HoldAnswer answer) {
        switch (answer) {
            case HoldAnswer.Busy no -> busy.increment();
            case HoldAnswer.Broke no -> broke.increment();
            case HoldAnswer.Capped no -> capped.increment();
            case HoldAnswer.Held yes -> {}
            case HoldAnswer.Suspended no -> {}
            case HoldAnswer.Unavailable no -> {}
        }
    }
}
