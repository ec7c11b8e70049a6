package dev.aibridge.gateway.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongSupplier;

/// Limits of a gateway that is alone: counted in memory.
final class LocalPermits implements Permits {

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Cache<UUID, PermitWindow> windows;

    /// @param maxScopes scopes counted at a time; past it the least used are forgotten
    LocalPermits(InstantSource clock, LongSupplier nanos, int maxScopes) {
        this.clock = clock;
        this.nanos = nanos;
        this.windows =
                Caffeine.newBuilder()
                        .maximumSize(maxScopes)
                        .expireAfterAccess(WINDOW.multipliedBy(2))
                        .build();
    }

    @Override
    public Future<Permit> take(UUID scope, UUID tenant, int rpm) {
        PermitWindow window = windows.get(scope, unknown -> new PermitWindow(clock, WINDOW));
        synchronized (window) {
            long now = nanos.getAsLong();
            if (!window.open(now)) {
                window.begin("local:" + now, now);
            }
            boolean granted = window.useOne(rpm) || window.useOwn(rpm);
            return Future.succeededFuture(
                    granted ? window.granted(rpm, rpm, now) : window.refused(rpm, now));
        }
    }

    @Override
    public void giveBack(UUID scope, UUID tenant, Permit permit) {
        PermitWindow window = windows.getIfPresent(scope);
        if (window != null) {
            synchronized (window) {
                window.giveBack(permit.window());
            }
        }
    }
}
