package dev.aibridge.gateway.admission;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;

/// Requests per minute: a fixed window of 60 s that begins with the first request.
interface Permits {

    /// The length of a window.
    Duration WINDOW = Duration.ofSeconds(60);

    /// Takes one permit, or says no. Never fails; completes on the caller's context.
    ///
    /// @param scope whose limit it is: a key or a tenant
    /// @param tenant whose it is, so that one decision's counters live together
    /// @param rpm the limit
    Future<Permit> take(UUID scope, UUID tenant, int rpm);

    /// Returns a granted permit of a request that was refused later.
    void giveBack(UUID scope, UUID tenant, Permit permit);
}
