package dev.aibridge.gateway.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Where Redis is and how long it is waited for.
@ConfigMapping(prefix = "aibridge.redis")
public interface RedisConfig {

    /// `redis://host:port`.
    String url();

    /// How long an answer may take; after that the limits go on locally. The client has no deadline
    /// of its own.
    @WithDefault("100ms")
    Duration deadline();

    /// How often it is tried again while it is away, and how long one try may take.
    @WithDefault("1s")
    Duration probeInterval();
}
