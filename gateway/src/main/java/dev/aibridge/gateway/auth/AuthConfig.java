package dev.aibridge.gateway.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What the gateway remembers of keys.
@ConfigMapping(prefix = "aibridge.auth")
public interface AuthConfig {

    /// The secret under which keys are hashed, 32 characters or more; the same for all processes.
    String pepper();

    /// Keys remembered, each about 500 bytes.
    @WithDefault("50000")
    int maxKeys();

    /// Hashes remembered that belong to no key, so that a client with a wrong one costs one query.
    @WithDefault("10000")
    int maxUnknown();

    /// How long those are remembered, and that a tenant has no wallet yet.
    @WithDefault("5s")
    Duration unknownTtl();

    /// Queries for keys under way at a time; one more is refused with 503.
    @WithDefault("500")
    int maxLookups();

    /// How long a query may take, waiting for a connection included.
    @WithDefault("2s")
    Duration lookupTimeout();

    /// How long old knowledge is used after a failed query before the database is asked again.
    @WithDefault("1s")
    Duration retryAfter();
}
