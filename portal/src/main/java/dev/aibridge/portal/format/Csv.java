package dev.aibridge.portal.format;

import java.util.List;
import java.util.stream.Collectors;

/// Comma-separated values (RFC 4180).
public final class Csv {

    /// Its media type.
    public static final String TYPE = "text/csv;charset=UTF-8";

    private static final String NEW_LINE = "\r\n";

    private Csv() {}

    /// One line, with its end.
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", NEW_LINE));
    }

    /// Text that a spreadsheet would take for a formula gets an apostrophe, which it takes for
    /// text.
    private static String cell(String text) {
        String safe = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
