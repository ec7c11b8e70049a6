package dev.aibridge.portal.usage;

import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads out of a page's address which usage is asked for; what is wrong is noted beside its field.
@RequestScoped
class Filter {

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);
    private static final String LAST_DAY = "24h";
    private static final String LAST_WEEK = "7d";
    private static final Map<String, Integer> DAYS = Map.of(LAST_DAY, 2, LAST_WEEK, 7, "30d", 30);

    private final PortalConfig.Usage limits;
    private final Choices choices;
    private final Visitor visitor;
    private final UsageText words;

    Filter(PortalConfig config, Choices choices, Visitor visitor) {
        this.limits = config.usage();
        this.choices = choices;
        this.visitor = visitor;
        this.words = visitor.words(UsageText.class);
    }

    /// A form that holds what was asked, and the defaults of what was not: the last seven days by
    /// model.
    Form form(MultivaluedMap<String, String> query) {
        MultivaluedMap<String, String> typed = new MultivaluedHashMap<>();
        query.forEach((name, values) -> typed.put(name, new ArrayList<>(values)));
        String zone = orDefault(typed, "zone", visitor.zone().getId());
        orDefault(typed, "by", "model");
        if (isBlank(typed, "from") && isBlank(typed, "to")) {
            String asked = Objects.toString(typed.getFirst("last"), LAST_WEEK);
            String last = DAYS.containsKey(asked) ? asked : LAST_WEEK;
            LocalDate today = LocalDate.now(zone(zone).orElse(visitor.zone()));
            typed.putSingle("last", last);
            typed.putSingle("to", today.toString());
            typed.putSingle("from", today.minusDays(DAYS.getOrDefault(last, 1) - 1L).toString());
            orDefault(typed, "step", last.equals(LAST_DAY) ? "hour" : "day");
        } else {
            typed.remove("last");
        }
        orDefault(typed, "step", "day");
        return Form.of(typed, visitor.words(UiText.class));
    }

    private static String orDefault(
            MultivaluedMap<String, String> typed, String name, String value) {
        if (isBlank(typed, name)) {
            typed.putSingle(name, value);
        }
        return typed.getFirst(name);
    }

    private static boolean isBlank(MultivaluedMap<String, String> typed, String name) {
        String value = typed.getFirst(name);
        return value == null || value.isBlank();
    }

    /// What a form asks for, unless something is wrong with it.
    Optional<Asked> asked(Form form) {
        ZoneId zone = zone(form.value("zone")).orElse(visitor.zone());
        LocalDate first = day(form, "from");
        LocalDate last = day(form, "to");
        Step step =
                form.choice("step", Set.of("hour", "day")).equals("hour") ? Step.HOUR : Step.DAY;
        String by = form.choice("by", Set.of("model", "key"));
        if (zone(form.value("zone")).isEmpty()) {
            form.wrong("zone", words.noZone());
        }
        isNarrowedRightly(form);
        checkSpan(form, first, last, step);
        return form.right()
                ? Optional.of(
                        new Asked(
                                start(form, first, zone),
                                end(form, last, zone),
                                first,
                                last,
                                zone,
                                step,
                                by,
                                model(form),
                                key(form)))
                : Optional.empty();
    }

    private Instant start(Form form, LocalDate first, ZoneId zone) {
        return isLastDay(form)
                ? end(form, first, zone).minus(Duration.ofDays(1))
                : first.atStartOfDay(zone).toInstant();
    }

    private static Instant end(Form form, LocalDate last, ZoneId zone) {
        return isLastDay(form)
                ? Step.HOUR
                        .next(ZonedDateTime.now(zone).truncatedTo(ChronoUnit.MINUTES))
                        .toInstant()
                : last.plusDays(1).atStartOfDay(zone).toInstant();
    }

    private static boolean isLastDay(Form form) {
        return form.value("last").equals(LAST_DAY);
    }

    private LocalDate day(Form form, String field) {
        try {
            LocalDate day = LocalDate.parse(form.value(field).strip());
            if (!day.isBefore(EARLIEST) && !day.isAfter(LATEST)) {
                return day;
            }
        } catch (DateTimeException e) {
            // Noted below, like one that is out of range.
        }
        form.wrong(field, words.notADate());
        return EARLIEST;
    }

    private void checkSpan(Form form, LocalDate first, LocalDate last, Step step) {
        if (form.error("from") != null || form.error("to") != null) {
            return;
        }
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        if (days < 1) {
            form.wrong("to", words.badDates());
        } else if (days > limits.days()) {
            form.wrong("to", words.tooLong(limits.days()));
        } else if (step == Step.HOUR && days > limits.daysByHour()) {
            form.wrong("step", words.tooManyHours(limits.daysByHour()));
        }
    }

    private static void narrow(Form form, String field, Set<String> offered) {
        if (!form.value(field).isEmpty()) {
            form.choice(field, offered);
        }
    }

    /// Only that model's; `null` for all.
    static @Nullable String model(Form form) {
        String model = form.value("model");
        return model.isEmpty() ? null : model;
    }

    /// Only that key's; `null` for all.
    static @Nullable UUID key(Form form) {
        String key = form.value("key");
        return key.isEmpty() ? null : UUID.fromString(key);
    }

    private static Optional<ZoneId> zone(String name) {
        String id = name.strip();
        return ZoneId.getAvailableZoneIds().contains(id)
                ? Optional.of(ZoneId.of(id))
                : Optional.empty();
    }

    /// Notes a model or key that is not there.
    boolean isNarrowedRightly(Form form) {
        narrow(form, "model", Set.copyOf(choices.models()));
        narrow(form, "key", choices.keys().keySet());
        return form.right();
    }
}
