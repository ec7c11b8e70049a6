package dev.aibridge.common.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsageEventCodecTest {

    private static UsageEvent event(Outcome outcome, UsageSource source) {
        long[] counts = new long[Bucket.count()];
        Arrays.setAll(counts, i -> i * 1_000L);
        return new UsageEvent(
                UUID.randomUUID(),
                UUID.randomUUID(),
                7,
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                Endpoint.EMBEDDINGS,
                "modèle-x",
                "channel",
                3,
                outcome,
                source,
                Counts.of(counts),
                Long.MAX_VALUE,
                200,
                true,
                2,
                1_700_000_000_000L,
                12,
                3456,
                source != UsageSource.VENDOR);
    }

    @Test
    void everyEventComesBackAsItWasWritten() {
        for (Outcome outcome : Outcome.values()) {
            for (UsageSource source : UsageSource.values()) {
                UsageEvent event = event(outcome, source);
                byte[] bytes = UsageEventCodec.toBytes(event);
                assertThat(UsageEventCodec.read(ByteBuffer.wrap(bytes))).isEqualTo(event);
            }
        }
    }

    @Test
    void aCutEventIsRefusedAtEveryLength() {
        byte[] bytes = UsageEventCodec.toBytes(event(Outcome.COMPLETED, UsageSource.VENDOR));
        for (int length = 0; length < bytes.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
            assertThatThrownBy(() -> UsageEventCodec.read(cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anEventOfTheFirstVersionHadNoLeaseOfItsOwn() {
        UsageEvent event = event(Outcome.COMPLETED, UsageSource.VENDOR);
        byte[] bytes = UsageEventCodec.toBytes(event);
        bytes[0] = 1;
        ByteBuffer first = ByteBuffer.wrap(bytes, 0, bytes.length - 1);
        assertThat(UsageEventCodec.read(first)).isEqualTo(event);
        assertThat(first.hasRemaining()).isFalse();
    }

    @Test
    void anotherVersionIsRefused() {
        byte[] bytes = UsageEventCodec.toBytes(event(Outcome.COMPLETED, UsageSource.VENDOR));
        bytes[0] = 99;
        assertThatThrownBy(() -> UsageEventCodec.read(ByteBuffer.wrap(bytes)))
                .hasMessageContaining("version");
    }
}
