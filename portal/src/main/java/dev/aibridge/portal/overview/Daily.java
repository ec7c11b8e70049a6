package dev.aibridge.portal.overview;

import dev.aibridge.portal.billing.UsageReport;
import dev.aibridge.portal.chart.StackedBars;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/// What models cost day by day: the three dearest, and the rest together.
///
/// @param days the oldest first
/// @param series one value for each day
record Daily(List<LocalDate> days, List<StackedBars.Series> series) {

    /// One day of the table.
    ///
    /// @param paidMicro by series
    record Line(LocalDate day, List<Long> paidMicro, long sumMicro) {}

    /// The days that end today.
    ///
    /// @param others what the rest is called, by how many it is
    static Daily of(UsageReport report, LocalDate today, int count, LongFunction<String> others) {
        LocalDate first = today.minusDays(count - 1L);
        List<LocalDate> days = first.datesUntil(today.plusDays(1)).toList();
        List<UsageReport.Row> rows =
                report.rows().stream()
                        .filter(row -> !row.start().toLocalDate().isBefore(first))
                        .toList();
        List<String> models = Share.of(with(report, rows)).stream().map(Share::id).toList();
        int apart =
                models.size() > StackedBars.MOST_SERIES
                        ? StackedBars.MOST_SERIES - 1
                        : models.size();
        List<StackedBars.Series> series = new ArrayList<>();
        for (String model : models.subList(0, apart)) {
            series.add(new StackedBars.Series(model, paid(days, rows, List.of(model))));
        }
        if (apart < models.size()) {
            List<String> rest = models.subList(apart, models.size());
            series.add(new StackedBars.Series(others.apply(rest.size()), paid(days, rows, rest)));
        }
        return new Daily(days, series);
    }

    private static UsageReport with(UsageReport report, List<UsageReport.Row> rows) {
        return new UsageReport(report.from(), report.to(), report.zone(), report.step(), rows);
    }

    private static List<Long> paid(
            List<LocalDate> days, List<UsageReport.Row> rows, List<String> models) {
        Map<LocalDate, Long> paid = new HashMap<>();
        for (UsageReport.Row row : rows) {
            if (models.contains(row.group())) {
                paid.merge(row.start().toLocalDate(), row.paidMicro(), Math::addExact);
            }
        }
        return days.stream().map(day -> paid.getOrDefault(day, 0L)).toList();
    }

    /// The same as a table, today first.
    public List<Line> lines() {
        return IntStream.range(0, days.size()).mapToObj(this::line).toList().reversed();
    }

    private Line line(int day) {
        List<Long> paid = series.stream().map(one -> one.values().get(day)).toList();
        return new Line(days.get(day), paid, paid.stream().reduce(0L, Math::addExact));
    }
}
