package dev.aibridge.portal.pricing;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.pricing.PriceBook;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.form.Form;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The next price book, as an admin wants it for one model.
///
/// @param book the number of the newest book that the admin saw
/// @param multipliers the model's, all of them
/// @param from when it begins; `null` for at once
/// @param why for the book and the audit log
public record Draft(long book, Multipliers multipliers, @Nullable Instant from, String why) {

    private static final Duration FURTHEST = Duration.ofDays(366);

    /// Reads a form; what is wrong is noted there, also what does not fit the newest book.
    static Draft read(Form form, PriceBook newest, ZoneId zone, PricingText words) {
        long[] ppm =
                Bucket.all().stream()
                        .mapToLong(one -> Decimal.read(form, Line.field(one), one, words))
                        .toArray();
        boolean later = form.choice("when", Set.of("now", "later")).equals("later");
        Instant from = later ? moment(form, zone, words) : null;
        Instant begins = from == null ? Instant.now() : from;
        if (begins.isBefore(newest.validFrom())) {
            form.wrong(later ? "at" : "when", words.bookComes(Long.toString(newest.seq())));
        }
        String why = form.line("why", AuditEntry.MAX_REASON);
        long book = form.whole("book", 1, Long.MAX_VALUE).orElse(0);
        return new Draft(book, Multipliers.of(ppm), from, why);
    }

    private static Instant moment(Form form, ZoneId zone, PricingText words) {
        Instant now = Instant.now();
        try {
            Instant at = LocalDateTime.parse(form.value("at").strip()).atZone(zone).toInstant();
            if (at.isAfter(now) && at.isBefore(now.plus(FURTHEST))) {
                return at;
            }
        } catch (DateTimeException e) {
            // Said below, as any other time that can't be.
        }
        form.wrong("at", words.notAhead(FURTHEST.toDays()));
        return now.plus(FURTHEST).truncatedTo(ChronoUnit.MINUTES);
    }

    /// What a line will cost.
    public long ppm(Line line) {
        return multipliers.ppm(line.bucket());
    }

    /// The lines whose price it changes.
    List<Line> changes(List<Line> lines) {
        return lines.stream().filter(line -> !sameAs(line)).toList();
    }

    private boolean sameAs(Line line) {
        return line.newest() != null && line.newest() == ppm(line);
    }
}
