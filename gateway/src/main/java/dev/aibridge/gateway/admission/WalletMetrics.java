package dev.aibridge.gateway.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// How often the database was asked for money, and how often the answer was no.
final class WalletMetrics {

    final Counter takes;
    final Counter returns;
    final Counter busy;
    final Counter broke;
    final Counter unknown;

    WalletMetrics(MeterRegistry registry) {
        takes = registry.counter("aibridge.wallets.takes");
        returns = registry.counter("aibridge.wallets.returns");
        busy = registry.counter("aibridge.wallets.refused", "why", "busy");
        broke = registry.counter("aibridge.wallets.refused", "why", "broke");
        unknown = registry.counter("aibridge.wallets.unknown.outcomes");
    }
}
