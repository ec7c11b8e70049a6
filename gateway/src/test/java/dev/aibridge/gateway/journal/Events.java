package dev.aibridge.gateway.journal;

import com.fasterxml.uuid.Generators;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageSource;
import java.util.UUID;

/// Usage events for tests.
public final class Events {

    private static final UUID SOMEBODY = UUID.randomUUID();

    private Events() {}

    /// What is booked when the process dies.
    public static UsageEvent abandoned(UUID holder, long seq) {
        return ofModel(holder, seq, "a-model");
    }

    /// The same, of a model of that name.
    static UsageEvent ofModel(UUID holder, long seq, String model) {
        UUID id = Generators.timeBasedEpochGenerator().generate();
        return event(id, holder, seq, model, Outcome.ABANDONED, 7);
    }

    /// The same, with an id that costs nothing to make.
    static UsageEvent of(UUID id, UUID holder, long seq) {
        return event(id, holder, seq, "a-model", Outcome.ABANDONED, 7);
    }

    /// The event that ends a request well.
    public static UsageEvent completed(UsageEvent admitted, long charge) {
        return event(
                admitted.id(),
                admitted.holder(),
                admitted.seq(),
                admitted.model(),
                Outcome.COMPLETED,
                charge);
    }

    /// How far a request is.
    static UsageEvent soFar(UsageEvent admitted, long output) {
        return event(
                admitted.id(),
                admitted.holder(),
                admitted.seq(),
                admitted.model(),
                Outcome.ABANDONED,
                output,
                Counts.NONE.with(Bucket.OUTPUT, output));
    }

    private static UsageEvent event(
            UUID id, UUID holder, long seq, String model, Outcome outcome, long charge) {
        return event(id, holder, seq, model, outcome, charge, Counts.NONE);
    }

    private static UsageEvent event(
            UUID id,
            UUID holder,
            long seq,
            String model,
            Outcome outcome,
            long charge,
            Counts counts) {
        return new UsageEvent(
                id,
                holder,
                seq,
                SOMEBODY,
                SOMEBODY,
                SOMEBODY,
                Endpoint.CHAT_COMPLETIONS,
                model,
                "a-channel",
                1,
                outcome,
                UsageSource.VENDOR,
                counts,
                charge,
                200,
                false,
                1,
                1_700_000_000_000L,
                0,
                5,
                false);
    }
}
