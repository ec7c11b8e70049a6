package dev.aibridge.bench;

import java.util.ArrayList;
import java.util.List;

/// The table, as it is printed and kept.
final class Report {

    private record Row(String what, String measured, String judged, String asked, String reached) {
        @Override
        public String toString() {
            return "| %s | %s | %s | %s | %s |".formatted(what, measured, judged, asked, reached);
        }
    }

    private final List<String> circumstances = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    /// A line about the machine and the load.
    void circumstance(String line) {
        circumstances.add("* " + line);
    }

    /// A figure that something is asked of.
    ///
    /// @param measured what was seen, in words
    /// @param value what is judged
    /// @param unit follows the value
    void judged(String what, String measured, double value, String unit, Limit limit) {
        String shown = Double.isNaN(value) ? "–" : number(value) + unit;
        rows.add(new Row(what, measured, shown, limit.toString(), limit.verdict(value)));
    }

    /// A figure that is only shown.
    void shown(String what, String measured) {
        rows.add(new Row(what, measured, "", "", ""));
    }

    private static String number(double value) {
        return value >= 1_000 ? "%,.0f".formatted(value) : "%.2f".formatted(value);
    }

    /// Markdown.
    String text(String title) {
        StringBuilder text = new StringBuilder("# " + title + "\n\n");
        circumstances.forEach(line -> text.append(line).append('\n'));
        text.append("\n| what | measured | judged by | asked | reached |\n");
        text.append("| --- | --- | --- | --- | --- |\n");
        rows.forEach(row -> text.append(row).append('\n'));
        return text.toString();
    }
}
