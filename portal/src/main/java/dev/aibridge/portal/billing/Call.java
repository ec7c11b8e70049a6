package dev.aibridge.portal.billing;

import dev.aibridge.common.pricing.Multipliers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request that a gateway answered.
///
/// @param counts by bucket
/// @param ppm the multipliers of its price book, by bucket
/// @param factorPpm of the tenant's group in that book
/// @param firstByteMs until the answer began
/// @param durationMs until it ended
public record Call(
        UUID id,
        Instant at,
        UUID keyId,
        String endpoint,
        String model,
        @Nullable String channel,
        String outcome,
        int status,
        boolean streamed,
        List<Long> counts,
        List<Long> ppm,
        long factorPpm,
        long chargeMicro,
        long paidMicro,
        @Nullable Long balanceAfterMicro,
        @Nullable Long firstByteMs,
        long durationMs,
        int attempts) {

    /// Whether a factor other than 1× made the charge.
    public boolean factored() {
        return factorPpm != Multipliers.ONE;
    }
}
