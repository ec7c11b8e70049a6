package dev.aibridge.gateway.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How leases are taken and given back.
@ConfigMapping(prefix = "aibridge.wallets")
public interface WalletsConfig {

    /// How long a call to the database may take before its outcome counts as unknown; as the
    /// database role's statement timeout.
    @WithDefault("2s")
    Duration callTimeout();

    /// When a take that met a busy wallet is tried once more; at most 250 ms.
    @WithDefault("150ms")
    Duration retryAfter();

    /// How long a refusal for money answers the next requests of that wallet too.
    @WithDefault("1s")
    Duration refusalMemory();

    /// When an unused lease is given back.
    @WithDefault("60s")
    Duration idle();

    /// When an unused lease is given back that is more than a tenth of what is available.
    @WithDefault("10s")
    Duration idleLarge();

    /// How often unused leases are looked for.
    @WithDefault("1s")
    Duration sweepInterval();
}
