package dev.aibridge.billing.caps;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A spend cap and what is left of it; amounts in micro-tokens.
///
/// @param keyId of which key; empty: of all the tenant's keys together
/// @param capMicro what the customer set
/// @param ceilingMicro what an admin set
/// @param boundMicro the lower of both: what counts
/// @param usedMicro what was paid since the window began
/// @param leasedMicro what gateways hold of it for requests that run or come
/// @param startsAt of the window; empty: it has no beginning
/// @param endsAt of the window; empty: it has no end
@Schema(description = "A spend cap. Amounts are micro-tokens.")
public record Cap(
        @Schema(description = "null: all keys together") Optional<UUID> keyId,
        @Schema(enumeration = {"day", "week", "month", "total"}) String window,
        @Schema(description = "What the customer set") Optional<Long> capMicro,
        @Schema(description = "What an admin set") Optional<Long> ceilingMicro,
        @Schema(description = "The lower of both: what counts") long boundMicro,
        long usedMicro,
        long leasedMicro,
        Optional<OffsetDateTime> startsAt,
        @Schema(description = "null: never") Optional<OffsetDateTime> endsAt) {}
