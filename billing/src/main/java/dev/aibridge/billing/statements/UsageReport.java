package dev.aibridge.billing.statements;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/// A tenant's usage over time. Steps without any have no row.
///
/// @param from the first moment, at a full quarter of an hour
/// @param to the first moment after it
/// @param zone the IANA time zone of hours and days
/// @param step `hour` or `day`
public record UsageReport(
        OffsetDateTime from, OffsetDateTime to, String zone, String step, List<UsageRow> rows) {

    /// The report of a window's rows.
    public static UsageReport of(Window window, List<UsageRow> rows) {
        return new UsageReport(
                window.from().atZone(window.zone()).toOffsetDateTime(),
                window.to().atZone(window.zone()).toOffsetDateTime(),
                window.zone().getId(),
                window.step().name().toLowerCase(Locale.ROOT),
                rows);
    }
}
