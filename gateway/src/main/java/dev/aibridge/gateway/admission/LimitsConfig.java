package dev.aibridge.gateway.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How limits are counted.
@ConfigMapping(prefix = "aibridge.limits")
public interface LimitsConfig {

    /// Whether several gateways share the limits, through Redis; `false` for a gateway that is and
    /// stays alone.
    @WithDefault("true")
    boolean shared();

    /// Keys and tenants counted at a time, each about 500 bytes.
    @WithDefault("100000")
    int maxScopes();

    /// How long a limit that is used up is refused before the shared counter is asked again, since
    /// another gateway may have given permits back.
    @WithDefault("100ms")
    Duration askAgain();
}
