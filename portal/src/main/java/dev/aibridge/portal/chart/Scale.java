package dev.aibridge.portal.chart;

import java.util.ArrayList;
import java.util.List;

/// The marks of an axis from zero: 1, 2, 2.5 or 5 times a power of ten apart, five steps at most.
///
/// @param step between two marks
/// @param top the highest mark, never below what is drawn
record Scale(long step, long top) {

    private static final int MOST_STEPS = 5;

    /// The finest scale that reaches a value.
    ///
    /// @param highest what is drawn at most; not negative
    static Scale reaching(long highest) {
        for (long power = 1; ; power = Math.multiplyExact(power, 10)) {
            for (long tenths : new long[] {10, 20, 25, 50}) {
                long step = power == 1 ? Math.max(1, tenths / 10) : power / 10 * tenths;
                long steps = Math.max(1, Math.ceilDiv(highest, step));
                if (steps <= MOST_STEPS) {
                    return new Scale(step, steps * step);
                }
            }
        }
    }

    List<Long> marks() {
        List<Long> marks = new ArrayList<>();
        for (long mark = 0; mark <= top; mark += step) {
            marks.add(mark);
        }
        return marks;
    }
}
