package dev.aibridge.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalPermitsTest {

    private final AtomicLong nanos = new AtomicLong(7);
    private final UUID key = UUID.randomUUID();
    private final LocalPermits permits =
            new LocalPermits(
                    InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")), nanos::get, 100);

    private Permit take(int rpm) {
        return permits.take(key, key, rpm).result();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aWindowBeginsWithTheFirstRequestAndLastsAMinute() {
        assertThat(take(2).resetAt()).isEqualTo("2026-01-01T00:01:00Z");
        assertThat(take(2).granted()).isTrue();
        pass(Duration.ofSeconds(59));
        Permit refused = take(2);
        assertThat(refused.granted()).isFalse();
        assertThat(refused.untilReset()).isEqualTo(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(take(2).remaining()).isEqualTo(1);
    }

    @Test
    void remainingCountsDownToZero() {
        assertThat(take(3).remaining()).isEqualTo(2);
        assertThat(take(3).remaining()).isEqualTo(1);
        assertThat(take(3).remaining()).isZero();
        assertThat(take(3).remaining()).isZero();
    }

    @Test
    void aPermitGivenBackCanBeTakenAgainInItsWindowOnly() {
        Permit first = take(1);
        assertThat(take(1).granted()).isFalse();
        permits.giveBack(key, key, first);
        assertThat(take(1).granted()).isTrue();
        pass(Duration.ofMinutes(2));
        assertThat(take(1).granted()).isTrue();
        permits.giveBack(key, key, first);
        assertThat(take(1).granted()).isFalse();
    }

    @Test
    void aLimitLoweredInMidWindowHoldsAtOnceAndARaisedOneToo() {
        for (int i = 0; i < 5; i++) {
            assertThat(take(10).granted()).isTrue();
        }
        assertThat(take(5).granted()).isFalse();
        assertThat(take(6).granted()).isTrue();
    }
}
