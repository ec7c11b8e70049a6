package dev.aibridge.portal.audit;

import dev.aibridge.portal.form.Form;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/// Which lines of the log are asked for.
///
/// @param actor part of their name, or their id; empty for anybody
/// @param action how it begins; empty for all
/// @param tenant all zeros for any
/// @param from the first moment
/// @param to the first moment after it
record Search(String actor, String action, UUID tenant, Instant from, Instant to) {

    /// Any tenant, and those acts that are about none.
    static final UUID ANY = new UUID(0, 0);

    private static final int LONGEST = 200;
    private static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    /// Reads the filters' form; what is wrong is noted.
    ///
    /// @param zone where the days begin that they name
    static Search of(Form form, ZoneId zone, AuditText words) {
        Instant from = day(form, "from", 0, zone, BEGINNING, words);
        Instant to = day(form, "to", 1, zone, END, words);
        if (form.right() && from.isAfter(to)) {
            form.wrong("to", words.dayOrder());
        }
        return new Search(
                form.optionalLine("actor", LONGEST),
                form.optionalLine("action", LONGEST),
                tenant(form, words),
                from,
                to);
    }

    private static UUID tenant(Form form, AuditText words) {
        String typed = form.optionalLine("tenant", LONGEST);
        try {
            return typed.isEmpty() ? ANY : UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            form.wrong("tenant", words.noId());
            return ANY;
        }
    }

    private static Instant day(
            Form form, String field, int later, ZoneId zone, Instant other, AuditText words) {
        String typed = form.optionalLine(field, LONGEST);
        if (typed.isEmpty()) {
            return other;
        }
        try {
            Instant day = LocalDate.parse(typed).plusDays(later).atStartOfDay(zone).toInstant();
            if (day.isAfter(BEGINNING) && day.isBefore(END)) {
                return day;
            }
        } catch (DateTimeException e) {
            // No day: said below.
        }
        form.wrong(field, words.noDay());
        return other;
    }
}
