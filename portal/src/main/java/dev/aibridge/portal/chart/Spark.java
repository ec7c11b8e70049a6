package dev.aibridge.portal.chart;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/// A small line without axes, beside the number it tells of. In templates: `{#spark chart=key.spark
/// /}`.
///
/// @param line the points of the line
/// @param endX where it ends
/// @param endY where it ends
/// @param told what it shows, in words
public record Spark(String line, String endX, String endY, String told) {

    private static final int WIDTH = 92;
    private static final int BASE = 21;
    private static final int TOP = 3;

    /// Draws a line.
    ///
    /// @param values from left to right, never negative; a single one is drawn as a level line
    /// @param told what it shows, in words
    public static Spark of(List<Long> values, String told) {
        List<Long> drawn = values.size() == 1 ? List.of(values.get(0), values.get(0)) : values;
        if (drawn.isEmpty()) {
            drawn = List.of(0L, 0L);
        }
        long highest = Math.max(1, drawn.stream().mapToLong(Long::longValue).max().orElse(1));
        StringBuilder line = new StringBuilder();
        String x = "";
        String y = "";
        for (int i = 0; i < drawn.size(); i++) {
            x = tenths(WIDTH, i, drawn.size() - 1L).toPlainString();
            y =
                    BigDecimal.valueOf(BASE)
                            .subtract(tenths(BASE - TOP, drawn.get(i), highest))
                            .toPlainString();
            line.append(i == 0 ? "" : " ").append(x).append(',').append(y);
        }
        return new Spark(line.toString(), x, y, told);
    }

    private static BigDecimal tenths(int length, long part, long whole) {
        BigInteger tenths =
                BigInteger.valueOf(part)
                        .multiply(BigInteger.valueOf(length * 10L))
                        .divide(BigInteger.valueOf(whole));
        return new BigDecimal(tenths, 1);
    }
}
