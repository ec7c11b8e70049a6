package dev.aibridge.gateway.knowledge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long the database's word is good, and how the listener keeps in touch with it.
@ConfigMapping(prefix = "aibridge.knowledge")
public interface KnowledgeConfig {

    /// How long something is remembered while announcements reach us: the safety net behind them.
    @WithDefault("60s")
    Duration ttl();

    /// How long something is remembered while they don't: a revoked key lives no longer than this.
    @WithDefault("5s")
    Duration deafTtl();

    /// How long old knowledge stands in while the database is away: as long as leases are served.
    @WithDefault("40s")
    Duration grace();

    /// How often the listener asks the database for its time, which also shows that it is there.
    @WithDefault("1s")
    Duration pingInterval();

    /// How long it waits for that answer, or for a connection, before it starts anew.
    @WithDefault("2s")
    Duration pingTimeout();

    /// The first wait before it connects again; each further one is twice as long.
    @WithDefault("100ms")
    Duration minBackoff();

    /// The longest wait before it connects again.
    @WithDefault("2s")
    Duration maxBackoff();
}
