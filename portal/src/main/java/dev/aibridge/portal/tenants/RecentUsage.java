package dev.aibridge.portal.tenants;

import dev.aibridge.portal.billing.UsageReport;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a tenant used lately.
///
/// @param days what each day cost, the oldest first
/// @param models the dearest first
record RecentUsage(
        long requests, long failed, long chargeMicro, List<Long> days, List<Model> models) {

    /// How many days it covers, today being the last.
    static final int DAYS = 30;

    /// Nothing.
    static final RecentUsage NONE =
            new RecentUsage(0, 0, 0, Collections.nCopies(DAYS, 0L), List.of());

    /// One model's part.
    record Model(String id, long requests, long chargeMicro) {

        Model plus(UsageReport.Row row) {
            return new Model(
                    id,
                    Math.addExact(requests, row.requests()),
                    Math.addExact(chargeMicro, row.chargeMicro()));
        }
    }

    /// Sums a report by day and model.
    ///
    /// @param first the day that it begins with
    static RecentUsage of(UsageReport report, LocalDate first) {
        List<Long> days = new ArrayList<>(NONE.days);
        Map<String, Model> models = new LinkedHashMap<>();
        long failed = 0;
        for (UsageReport.Row row : report.rows()) {
            int day = (int) ChronoUnit.DAYS.between(first, row.start().toLocalDate());
            days.set(day, Math.addExact(days.get(day), row.chargeMicro()));
            String id = String.valueOf(row.group());
            models.put(id, models.getOrDefault(id, new Model(id, 0, 0)).plus(row));
            failed = Math.addExact(failed, row.failed());
        }
        return new RecentUsage(
                models.values().stream().mapToLong(Model::requests).reduce(0, Math::addExact),
                failed,
                models.values().stream().mapToLong(Model::chargeMicro).reduce(0, Math::addExact),
                days,
                models.values().stream()
                        .sorted(Comparator.comparingLong(Model::chargeMicro).reversed())
                        .toList());
    }
}
