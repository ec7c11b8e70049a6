package dev.aibridge.gateway.admission;

import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.refusal.Refusals;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// Requests per minute of a key and of its tenant, taken together or not at all.
@Singleton
public final class RateLimits {

    private final Permits permits;

    @Inject
    RateLimits(Permits permits) {
        this.permits = permits;
    }

    /// Takes a permit of each limit the caller has. Never fails; completes on the caller's context,
    /// mostly at once.
    public Future<RateLimit> take(Caller caller) {
        return permits.take(caller.keyId(), caller.tenantId(), caller.keyRpm())
                .compose(key -> withTenant(caller, key));
    }

    private Future<RateLimit> withTenant(Caller caller, Permit key) {
        if (!key.granted()) {
            return Future.succeededFuture(refused(key));
        }
        if (!caller.hasTenantRpm()) {
            return Future.succeededFuture(new RateLimit.Granted(key, null));
        }
        return permits.take(caller.tenantId(), caller.tenantId(), caller.tenantRpm())
                .map(tenant -> both(caller, key, tenant));
    }

    private RateLimit both(Caller caller, Permit key, Permit tenant) {
        if (tenant.granted()) {
            return new RateLimit.Granted(key, tenant);
        }
        permits.giveBack(caller.keyId(), caller.tenantId(), key);
        return refused(tenant);
    }

    private static RateLimit refused(Permit permit) {
        return new RateLimit.Refused(
                Refusals.rateLimited(permit.limit(), permit.untilReset()),
                RateLimit.Standing.of(permit));
    }

    /// Returns what was granted to a request that was refused later. At most once for each.
    public void giveBack(Caller caller, RateLimit.Granted granted) {
        permits.giveBack(caller.keyId(), caller.tenantId(), granted.key);
        if (granted.tenant != null) {
            permits.giveBack(caller.tenantId(), caller.tenantId(), granted.tenant);
        }
    }
}
