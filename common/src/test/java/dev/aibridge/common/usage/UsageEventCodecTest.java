package dev.aibridge.common.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.pricing.PriceBook;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                "resellers",
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

    /// As gateways wrote them: version 1 without lease and group, version 2 without group.
    @ParameterizedTest
    @ValueSource(bytes = {1, 2})
    void anEventOfAnEarlierVersionIsOfNoGroup(byte version) {
        UsageEvent event = event(Outcome.COMPLETED, UsageSource.VENDOR);
        assertThat(event.ownLease()).isFalse();
        byte[] bytes = UsageEventCodec.toBytes(event);
        int before = 1 + 16 + 16 + 8 + 16 + 16 + 16 + 1 + (1 + 9) + (1 + 7) + 8;
        int group = 1 + event.priceGroup().length();
        int lease = version == 1 ? 1 : 0;
        ByteBuffer old =
                ByteBuffer.allocate(bytes.length)
                        .put(version)
                        .put(bytes, 1, before - 1)
                        .put(bytes, before + group, bytes.length - before - group - lease)
                        .flip();
        UsageEvent read = UsageEventCodec.read(old);
        assertThat(read.priceGroup()).isEqualTo(PriceBook.NO_GROUP);
        assertThat(read).usingRecursiveComparison().ignoringFields("priceGroup").isEqualTo(event);
        assertThat(old.hasRemaining()).isFalse();
    }

    @Test
    void anotherVersionIsRefused() {
        byte[] bytes = UsageEventCodec.toBytes(event(Outcome.COMPLETED, UsageSource.VENDOR));
        bytes[0] = 99;
        assertThatThrownBy(() -> UsageEventCodec.read(ByteBuffer.wrap(bytes)))
                .hasMessageContaining("version");
    }
}
