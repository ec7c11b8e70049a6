package dev.aibridge.portal.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What each of the last days came to, days without usage too.
///
/// @param days the oldest first, today last
public record Days(List<Day> days) {

    private static final int WEEK = 7;

    /// One day.
    public record Day(LocalDate date, long requests, long failed, long paidMicro) {

        private static Day of(LocalDate date, List<UsageReport.Row> rows) {
            return new Day(
                    date,
                    sum(rows, UsageReport.Row::requests),
                    sum(rows, UsageReport.Row::failed),
                    sum(rows, UsageReport.Row::paidMicro));
        }
    }

    /// The days that end today.
    ///
    /// @param rows of a report by day in the zone that today is of
    public static Days of(List<UsageReport.Row> rows, LocalDate today, int count) {
        Map<LocalDate, List<UsageReport.Row>> byDay =
                rows.stream().collect(Collectors.groupingBy(row -> row.start().toLocalDate()));
        return new Days(
                Stream.iterate(today.minusDays(count - 1L), day -> day.plusDays(1))
                        .limit(count)
                        .map(day -> Day.of(day, byDay.getOrDefault(day, List.of())))
                        .toList());
    }

    /// What the last days cost the wallet.
    public long paid(int last) {
        return sum(tail(days, last), Day::paidMicro);
    }

    /// What as many days before those cost it.
    public long paidBefore(int last) {
        return sum(tail(days.subList(0, Math.max(0, days.size() - last)), last), Day::paidMicro);
    }

    /// How many requests there were.
    public long requests() {
        return sum(days, Day::requests);
    }

    /// How many of them failed.
    public long failed() {
        return sum(days, Day::failed);
    }

    /// What a day costs: the mean of the last seven, or of those since the first one that cost
    /// anything; 0 when nothing was spent lately.
    public long paidPerDay() {
        List<Day> week = tail(days, WEEK);
        long idle = week.stream().takeWhile(day -> day.paidMicro == 0).count();
        return idle == week.size() ? 0 : paid(WEEK) / (week.size() - idle);
    }

    /// One number of each of the last days.
    public List<Long> last(int count, ToLongFunction<Day> value) {
        return tail(days, count).stream().map(value::applyAsLong).toList();
    }

    private static <T> List<T> tail(List<T> all, int count) {
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    private static <T> long sum(List<T> rows, ToLongFunction<T> value) {
        return rows.stream().mapToLong(value).reduce(0, Math::addExact);
    }
}
