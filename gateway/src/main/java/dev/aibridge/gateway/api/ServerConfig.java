package dev.aibridge.gateway.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The gateway's own port and what it takes at the door.
@ConfigMapping(prefix = "aibridge.server")
public interface ServerConfig {

    /// The address to listen on.
    @WithDefault("127.0.0.1")
    String host();

    /// The port to listen on.
    @WithDefault("8080")
    int port();

    /// Event loops that serve: one per core, since none of them ever waits; 0 = as many as cores.
    @WithDefault("0")
    int eventLoops();

    /// All headers of a request together.
    @WithDefault("16K")
    MemorySize maxHeaders();

    /// How many headers a request may have.
    @WithDefault("100")
    int maxHeaderCount();

    /// The request line.
    @WithDefault("8K")
    MemorySize maxLine();

    /// How long a new connection may take to its first request.
    @WithDefault("10s")
    Duration headTimeout();

    /// How long a connection may be without any traffic: longer than the longest answer that is not
    /// streamed.
    @WithDefault("11m")
    Duration idle();

    /// Connections that wait to be accepted.
    @WithDefault("1024")
    int backlog();
}
