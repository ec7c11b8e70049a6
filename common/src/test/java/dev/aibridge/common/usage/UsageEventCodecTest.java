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
                3456);
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

    /// As gateways wrote it before there were groups: the same bytes without one.
    @Test
    void anEventOfVersionOneIsOfNoGroup() {
        UsageEvent event = event(Outcome.COMPLETED, UsageSource.VENDOR);
        byte[] bytes = UsageEventCodec.toBytes(event);
        int group = 1 + 16 + 16 + 8 + 16 + 16 + 16 + 1 + (1 + 9) + (1 + 7) + 8;
        ByteBuffer old =
                ByteBuffer.allocate(bytes.length)
                        .put(bytes, 0, group)
                        .put(bytes, group + 1 + 9, bytes.length - group - 1 - 9)
                        .put(0, (byte) 1)
                        .flip();
        assertThat(UsageEventCodec.read(old))
                .isEqualTo(
                        new UsageEvent(
                                event.id(),
                                event.holder(),
                                event.seq(),
                                event.tenant(),
                                event.key(),
                                event.wallet(),
                                event.endpoint(),
                                event.model(),
                                event.channel(),
                                event.bookSeq(),
                                PriceBook.NO_GROUP,
                                event.outcome(),
                                event.source(),
                                event.counts(),
                                event.charge(),
                                event.status(),
                                event.streamed(),
                                event.attempts(),
                                event.admittedAtMs(),
                                event.firstByteMs(),
                                event.durationMs()));
    }

    @Test
    void anotherVersionIsRefused() {
        byte[] bytes = UsageEventCodec.toBytes(event(Outcome.COMPLETED, UsageSource.VENDOR));
        bytes[0] = 99;
        assertThatThrownBy(() -> UsageEventCodec.read(ByteBuffer.wrap(bytes)))
                .hasMessageContaining("version");
    }
}
