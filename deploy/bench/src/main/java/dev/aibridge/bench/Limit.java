package dev.aibridge.bench;

/// What is asked of a figure.
///
/// @param asked what it must reach
/// @param goal what it is to reach in the end
/// @param most whether less is better
record Limit(double asked, double goal, boolean most) {

    static Limit atMost(double asked, double goal) {
        return new Limit(asked, goal, true);
    }

    static Limit atLeast(double asked, double goal) {
        return new Limit(asked, goal, false);
    }

    /// Whether a figure reaches it; one that could not be measured reaches nothing.
    String verdict(double value) {
        if (Double.isNaN(value)) {
            return "not measured";
        }
        return reaches(value, goal) ? "goal" : reaches(value, asked) ? "yes" : "**NO**";
    }

    private boolean reaches(double value, double bound) {
        return most ? value <= bound : value >= bound;
    }

    @Override
    public String toString() {
        String sign = most ? "≤" : "≥";
        return "%s %s (goal %s)".formatted(sign, plain(asked), plain(goal));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? "%,d".formatted((long) value) : "" + value;
    }
}
