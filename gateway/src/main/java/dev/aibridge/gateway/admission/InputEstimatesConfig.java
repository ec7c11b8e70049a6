package dev.aibridge.gateway.admission;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much is remembered of conversations, to estimate what their next prompt costs.
@ConfigMapping(prefix = "aibridge.estimates")
public interface InputEstimatesConfig {

    /// Conversations that are remembered; about 100 bytes each.
    @WithDefault("100000")
    long conversations();

    /// How long a vendor is sure to keep a prompt cached; afterwards a conversation counts as new.
    @WithDefault("10m")
    Duration cacheLife();

    /// From what size of a prompt on other gateways are told, through Redis: what they would guess
    /// of a smaller one is near enough.
    @WithDefault("8K")
    MemorySize sharedFrom();

    /// How often they are told.
    @WithDefault("500ms")
    Duration writeInterval();
}
