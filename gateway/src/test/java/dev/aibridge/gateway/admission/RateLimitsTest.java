package dev.aibridge.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.auth.ModelAllowlist;
import dev.aibridge.gateway.refusal.Refusals;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private final UUID tenant = UUID.randomUUID();
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private final RateLimits limits = new RateLimits(new LocalPermits(clock, () -> 1L, 100));

    private Caller key(int rpm, int tenantRpm) {
        UUID key = UUID.randomUUID();
        return new Caller(key, tenant, tenant, rpm, tenantRpm, ModelAllowlist.ALL, false, false);
    }

    private RateLimit take(Caller caller) {
        return limits.take(caller).result();
    }

    private RateLimit.Granted granted(Caller caller) {
        return (RateLimit.Granted) take(caller);
    }

    @Test
    void theNearestLimitIsTold() {
        assertThat(granted(key(5, Caller.NO_TENANT_RPM)).standing().remaining()).isEqualTo(4);
        assertThat(granted(key(5, 3)).standing())
                .isEqualTo(new RateLimit.Standing(3, 2, "2026-01-01T00:01:00Z"));
        assertThat(granted(key(1, 3)).standing().remaining()).isZero();
    }

    @Test
    void aRefusalNamesTheLimitAndTheWait() {
        Caller caller = key(1, Caller.NO_TENANT_RPM);
        granted(caller);
        RateLimit.Refused refused = (RateLimit.Refused) take(caller);
        assertThat(refused.refusal()).isEqualTo(Refusals.rateLimited(1, Duration.ofSeconds(60)));
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        refused.standing().writeTo(headers);
        assertThat(headers.get("x-ratelimit-limit")).isEqualTo("1");
        assertThat(headers.get("x-ratelimit-remaining")).isEqualTo("0");
        assertThat(headers.get("x-ratelimit-reset")).isEqualTo("2026-01-01T00:01:00Z");
    }

    @Test
    void keysShareTheirTenantsLimitAndATenantsNoCostsTheKeyNothing() {
        Caller first = key(10, 2);
        Caller second = key(10, 2);
        granted(first);
        RateLimit.Granted last = granted(second);
        assertThat(take(first)).isInstanceOf(RateLimit.Refused.class);
        limits.giveBack(second, last);
        assertThat(granted(first).key.remaining()).isEqualTo(8);
        assertThat(take(second)).isInstanceOf(RateLimit.Refused.class);
    }
}
