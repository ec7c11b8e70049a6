package dev.aibridge.billing.api;

import dev.aibridge.billing.statements.Filter;
import dev.aibridge.billing.statements.Grouping;
import dev.aibridge.billing.statements.Step;
import dev.aibridge.billing.statements.Window;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// What a usage statement is asked for.
public class UsageQuery {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    @QueryParam("from")
    @Parameter(
            description = "An ISO 8601 time with its offset, or a date in the zone",
            required = true)
    @Nullable String from;

    @QueryParam("to")
    @Parameter(
            description = "The time that follows the last one, or the last date, which is included",
            required = true)
    @Nullable String to;

    @QueryParam("zone")
    @DefaultValue("UTC")
    @Parameter(description = "An IANA time zone, as in Asia/Kathmandu")
    String zone = "UTC";

    @QueryParam("step")
    @DefaultValue("day")
    @Parameter(description = "hour, day or month")
    String step = "day";

    @QueryParam("by")
    @DefaultValue("none")
    @Parameter(description = "model, key or none")
    String by = "none";

    @QueryParam("counts")
    @DefaultValue("true")
    @Parameter(description = "false where tokens need not be told by kind: the answer is faster")
    String counts = "true";

    @QueryParam("model")
    @Parameter(description = "Only this model's")
    @Nullable String model;

    @QueryParam("key")
    @Parameter(description = "Only this key's, by its id")
    @Nullable String key;

    /// The time that is asked for.
    Window window(int days) {
        ZoneId where = zone();
        Instant first = moment("from", from, where, 0);
        Instant end = moment("to", to, where, 1);
        if (!first.isBefore(end)) {
            throw Parameters.invalid("`from` must be before `to`.");
        }
        // A year of days has an hour more or less where clocks change for good.
        if (Duration.between(first, end).compareTo(Duration.ofDays(days).plusHours(1)) > 0) {
            throw Parameters.invalid(
                    "From `from` to `to` must be at most %d days.".formatted(days));
        }
        return new Window(first, end, where, Parameters.word("step", step, Step.class));
    }

    Grouping grouping() {
        return Parameters.word("by", by, Grouping.class);
    }

    boolean counts() {
        return Parameters.flag("counts", counts);
    }

    Filter filter() {
        return Parameters.filter(key, model);
    }

    private ZoneId zone() {
        return zone(zone);
    }

    /// A zone by its name.
    static ZoneId zone(String zone) {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw Parameters.invalid("`zone` must be an IANA time zone, as in Europe/Paris.");
        }
        return ZoneId.of(zone);
    }

    /// @param later days after the start of a date that is meant
    private static Instant moment(String name, @Nullable String text, ZoneId zone, int later) {
        try {
            if (text != null) {
                Instant moment =
                        text.indexOf('T') < 0
                                ? LocalDate.parse(text)
                                        .plusDays(later)
                                        .atStartOfDay(zone)
                                        .toInstant()
                                : OffsetDateTime.parse(text).toInstant();
                if (!moment.isBefore(EARLIEST) && moment.isBefore(LATEST)) {
                    return moment;
                }
            }
        } catch (DateTimeException e) {
            // Refused below, like one that is missing or out of range.
        }
        throw Parameters.invalid(
                "`%s` must be a date or a time with its offset, as in 2026-01-31T10:00:00Z."
                        .formatted(name));
    }
}
