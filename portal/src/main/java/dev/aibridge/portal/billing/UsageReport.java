package dev.aibridge.portal.billing;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Usage by hour or day.
///
/// @param zone where days begin
/// @param step `hour` or `day`
public record UsageReport(Instant from, Instant to, String zone, String step, List<Row> rows) {

    /// One model's, one key's or all usage in one step.
    ///
    /// @param start when the step begins, by the clock of the zone
    /// @param group the model's or key's id; `null` when they are not told apart
    /// @param failed how many of the requests failed and cost nothing
    /// @param counts by bucket; empty unless they were asked for
    /// @param chargeMicro what it cost
    /// @param paidMicro what the wallet paid of that
    public record Row(
            @JsonFormat(without = JsonFormat.Feature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                    OffsetDateTime start,
            @Nullable String group,
            long requests,
            long failed,
            List<Long> counts,
            long chargeMicro,
            long paidMicro) {}
}
