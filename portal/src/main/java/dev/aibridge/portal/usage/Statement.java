package dev.aibridge.portal.usage;

import dev.aibridge.portal.billing.UsageReport;
import dev.aibridge.portal.chart.StackedBars;
import dev.aibridge.portal.chart.StackedBars.Series;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// A report of usage, added up for its page.
///
/// @param total of all rows
/// @param groups by what was charged, the most first
/// @param times newest first; those without usage too
/// @param series what the chart shows: the three largest groups and the rest
public record Statement(Sums total, List<Group> groups, List<Time> times, List<Series> series) {

    /// One model or key.
    public record Group(String name, Sums sums) {}

    /// One hour or day.
    ///
    /// @param charged by series, in micro-tokens
    public record Time(ZonedDateTime start, Sums sums, List<Long> charged) {

        /// Its day, to look at closer.
        public LocalDate day() {
            return start.toLocalDate();
        }
    }

    /// Adds up a report. No row is lost: the sums are those of billing.
    ///
    /// @param name of a group
    /// @param others what several small groups are called, by their number
    static Statement of(
            UsageReport report,
            Asked asked,
            UnaryOperator<String> name,
            UnaryOperator<String> others) {
        Map<String, Sums> byGroup = new HashMap<>();
        TreeMap<ZonedDateTime, Map<String, Sums>> byTime = times(asked);
        for (UsageReport.Row row : report.rows()) {
            Sums sums = Sums.of(row);
            String group = row.group() == null ? "" : row.group();
            byGroup.merge(group, sums, Sums::plus);
            ZonedDateTime start = row.start().atZoneSameInstant(asked.zone());
            byTime.computeIfAbsent(start, time -> new HashMap<>()).merge(group, sums, Sums::plus);
        }
        List<Map.Entry<String, Sums>> ranked =
                byGroup.entrySet().stream()
                        .sorted(
                                Comparator.comparingLong(
                                                (Map.Entry<String, Sums> e) ->
                                                        -e.getValue().paidMicro())
                                        .thenComparing(Map.Entry::getKey))
                        .toList();
        List<String> ids = ranked.stream().map(Map.Entry::getKey).toList();
        List<Time> times =
                byTime.entrySet().stream().map(e -> time(e.getKey(), e.getValue(), ids)).toList();
        return new Statement(
                sum(byGroup),
                ranked.stream().map(e -> new Group(name.apply(e.getKey()), e.getValue())).toList(),
                times.reversed(),
                series(times, ids.stream().map(name).toList(), others));
    }

    private static TreeMap<ZonedDateTime, Map<String, Sums>> times(Asked asked) {
        TreeMap<ZonedDateTime, Map<String, Sums>> times = new TreeMap<>();
        ZonedDateTime end = asked.to().atZone(asked.zone());
        for (ZonedDateTime start = asked.from().atZone(asked.zone());
                start.isBefore(end);
                start = asked.step().next(start)) {
            times.put(start, new HashMap<>());
        }
        return times;
    }

    private static Time time(ZonedDateTime start, Map<String, Sums> groups, List<String> ids) {
        List<Long> charged = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            long paid = groups.getOrDefault(ids.get(i), Sums.NONE).paidMicro();
            if (i < shown(ids.size())) {
                charged.add(paid);
            } else {
                charged.set(LAST, Math.addExact(charged.get(LAST), paid));
            }
        }
        return new Time(start, sum(groups), charged);
    }

    private static final int LAST = StackedBars.MOST_SERIES - 1;

    private static int shown(int groups) {
        return Math.min(groups, StackedBars.MOST_SERIES);
    }

    private static List<Series> series(
            List<Time> times, List<String> names, UnaryOperator<String> others) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < shown(names.size()); i++) {
            int at = i;
            boolean isRest = i == LAST && names.size() > StackedBars.MOST_SERIES;
            series.add(
                    new Series(
                            isRest
                                    ? others.apply(Integer.toString(names.size() - LAST))
                                    : names.get(i),
                            times.stream().map(time -> time.charged().get(at)).toList()));
        }
        return series;
    }

    private static Sums sum(Map<String, Sums> groups) {
        return groups.values().stream().reduce(Sums.NONE, Sums::plus);
    }
}
