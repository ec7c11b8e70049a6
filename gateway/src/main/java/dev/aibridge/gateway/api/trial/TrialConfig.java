package dev.aibridge.gateway.api.trial;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Who may try channels, and what a trial may take.
@ConfigMapping(prefix = "aibridge.trial")
public interface TrialConfig {

    /// The bearer token of the management port's trial route, 32 characters or more
    /// (`AIBRIDGE_MANAGEMENT_TOKEN`). Without it there is no such route.
    Optional<String> token();

    /// Trials at one time; one more is refused with 429.
    @WithDefault("4")
    int concurrent();

    /// How long a vendor may take to its whole answer.
    @WithDefault("20s")
    Duration deadline();

    /// The most tokens that a model may answer.
    @WithDefault("16")
    int outputTokens();

    /// The largest answer that is read.
    @WithDefault("1M")
    MemorySize maxAnswer();
}
