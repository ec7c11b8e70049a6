package dev.aibridge.portal.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A spend cap and what is left of it.
///
/// @param keyId of which key; `null`: of all keys together
/// @param capMicro what the customer set
/// @param ceilingMicro what an admin set
/// @param boundMicro the lower of both: what counts
/// @param endsAt when it begins anew; `null`: never
public record Cap(
        @Nullable UUID keyId,
        Window window,
        @Nullable Long capMicro,
        @Nullable Long ceilingMicro,
        long boundMicro,
        long usedMicro,
        long leasedMicro,
        @Nullable Instant endsAt) {

    /// How long it counts before it begins anew.
    public enum Window {
        @JsonProperty("day")
        DAY,
        @JsonProperty("week")
        WEEK,
        @JsonProperty("month")
        MONTH,
        @JsonProperty("total")
        TOTAL
    }

    /// What a customer wants; empty removes it.
    public record Wish(Optional<Long> capMicro) {}

    /// What an admin allows; empty removes it.
    public record Ceiling(Optional<Long> ceilingMicro, String reason) {}

    /// What can still be spent before it is reached.
    public long leftMicro() {
        return Math.max(0, boundMicro - usedMicro);
    }

    /// How long its bar is at most.
    public long barMicro() {
        return Math.max(1, boundMicro);
    }

    /// How long its bar is now.
    public long spentMicro() {
        return leftMicro() == 0 ? barMicro() : usedMicro;
    }
}
