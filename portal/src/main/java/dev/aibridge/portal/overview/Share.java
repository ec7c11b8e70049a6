package dev.aibridge.portal.overview;

import dev.aibridge.portal.billing.UsageReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What one model or key cost among all.
///
/// @param id the model's or key's
/// @param allMicro what all of them cost
record Share(String id, long paidMicro, long allMicro) {

    /// All groups of a report, the dearest first.
    static List<Share> of(UsageReport report) {
        Map<String, Long> paid =
                report.rows().stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.group() == null ? "" : row.group(),
                                        Collectors.reducing(
                                                0L, UsageReport.Row::paidMicro, Math::addExact)));
        long all = paid.values().stream().reduce(0L, Math::addExact);
        return paid.entrySet().stream()
                .map(e -> new Share(e.getKey(), e.getValue(), all))
                .sorted(
                        Comparator.comparingLong(Share::paidMicro)
                                .reversed()
                                .thenComparing(Share::id))
                .toList();
    }
}
