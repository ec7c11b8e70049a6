package dev.aibridge.portal.chart;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/// A chart of bars made of up to four parts, ready to be drawn: x in per cent, y in pixels. In
/// templates: `{#stackedBars chart=usage.chart /}`.
///
/// @param title what is drawn
/// @param description from when to when, where
/// @param legend one per part, lowest first
/// @param marks of the vertical axis
/// @param bars from left to right
public record StackedBars(
        String title, String description, List<Legend> legend, List<Mark> marks, List<Bar> bars) {

    /// The whole height, with the labels below.
    public static final int HEIGHT = 228;

    /// How many parts a bar can have: so many looks differ in grey and texture too.
    public static final int MOST_SERIES = 4;

    private static final int TOP = 8;
    private static final int BASE = 208;
    private static final int LABELS = 8;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /// One part's name, look and sum.
    public record Legend(String name, String total, int look) {}

    /// One mark of the axis.
    ///
    /// @param y of its line; the text stands a little lower
    public record Mark(String y, String textY, String label, boolean base) {}

    /// One bar.
    ///
    /// @param told all its numbers, for who can't see it
    /// @param kept whether its label stays on narrow screens
    /// @param labelled whether it has room for a label at all
    public record Bar(
            String x,
            String width,
            String label,
            String told,
            boolean kept,
            boolean labelled,
            List<Part> parts) {}

    /// One rectangle.
    public record Part(String y, String height, int look) {}

    /// One part of every bar.
    ///
    /// @param values one per bar, never negative
    public record Series(String name, List<Long> values) {

        /// All of it.
        public long total() {
            return values.stream().mapToLong(Long::longValue).sum();
        }
    }

    /// Draws a chart.
    ///
    /// @param labels one per bar
    /// @param series at most four, the largest first
    /// @param number writes a value for people
    /// @throws IllegalArgumentException when there are more than four series or values are missing
    public static StackedBars of(
            String title,
            String description,
            List<String> labels,
            List<Series> series,
            LongFunction<String> number) {
        if (series.size() > MOST_SERIES
                || series.stream().anyMatch(one -> one.values().size() != labels.size())) {
            throw new IllegalArgumentException("at most four series, a value for every label");
        }
        Scale scale = Scale.reaching(highest(labels.size(), series));
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            bars.add(bar(i, labels, series, scale, number));
        }
        return new StackedBars(
                title, description, legend(series, number), marks(scale, number), bars);
    }

    private static long highest(int bars, List<Series> series) {
        return IntStream.range(0, bars).mapToLong(i -> sum(i, series)).max().orElse(0);
    }

    private static long sum(int bar, List<Series> series) {
        return series.stream().mapToLong(one -> one.values().get(bar)).sum();
    }

    private static List<Legend> legend(List<Series> series, LongFunction<String> number) {
        return IntStream.range(0, series.size())
                .mapToObj(
                        i ->
                                new Legend(
                                        series.get(i).name(),
                                        number.apply(series.get(i).total()),
                                        i + 1))
                .toList();
    }

    private static List<Mark> marks(Scale scale, LongFunction<String> number) {
        return scale.marks().stream()
                .map(
                        mark -> {
                            BigDecimal y = y(mark, scale);
                            return new Mark(
                                    y.add(new BigDecimal("0.5")).toPlainString(),
                                    y.add(BigDecimal.valueOf(4)).toPlainString(),
                                    number.apply(mark),
                                    mark == 0);
                        })
                .toList();
    }

    private static Bar bar(
            int i,
            List<String> labels,
            List<Series> series,
            Scale scale,
            LongFunction<String> number) {
        int bars = labels.size();
        int every = Math.ceilDiv(bars, LABELS);
        StringBuilder told =
                new StringBuilder(labels.get(i)).append(": ").append(number.apply(sum(i, series)));
        List<Part> parts = new ArrayList<>();
        long below = 0;
        for (int s = 0; s < series.size(); s++) {
            long value = series.get(s).values().get(i);
            told.append(s == 0 ? " — " : ", ").append(series.get(s).name()).append(' ');
            told.append(number.apply(value));
            if (value > 0) {
                parts.add(part(below, value, scale, s + 1));
            }
            below += value;
        }
        return new Bar(
                share(i * 100L + 14, bars),
                share(72, bars),
                labels.get(i),
                told.toString(),
                i % (2 * every) == 0,
                i % every == 0,
                parts);
    }

    private static Part part(long below, long value, Scale scale, int look) {
        BigDecimal bottom = y(below, scale);
        // A gap of one pixel parts what is stacked.
        BigDecimal top = y(Math.addExact(below, value), scale);
        BigDecimal height =
                bottom.subtract(top).subtract(BigDecimal.ONE).max(new BigDecimal("0.5"));
        return new Part(top.toPlainString(), height.toPlainString(), look);
    }

    private static BigDecimal y(long value, Scale scale) {
        BigInteger tenths =
                BigInteger.valueOf(value)
                        .multiply(BigInteger.valueOf((BASE - TOP) * 10L))
                        .divide(BigInteger.valueOf(scale.top()));
        return BigDecimal.valueOf(BASE).subtract(new BigDecimal(tenths, 1));
    }

    private static String share(long hundredths, int of) {
        return BigDecimal.valueOf(hundredths * 100 / of, 4).multiply(HUNDRED).toPlainString() + "%";
    }
}
