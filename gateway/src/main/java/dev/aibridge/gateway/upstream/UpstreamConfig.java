package dev.aibridge.gateway.upstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Limits of the connections to vendors.
@ConfigMapping(prefix = "aibridge.upstream")
public interface UpstreamConfig {

    /// Connections to one vendor from one event loop: as many as the process may have requests.
    @WithDefault("2000")
    int connections();

    /// How long a connection may take to be made.
    @WithDefault("3s")
    Duration connectTimeout();

    /// How long an unused connection is kept: less than vendors keep theirs, or a request meets a
    /// closing one.
    @WithDefault("30s")
    Duration keepAlive();
}
