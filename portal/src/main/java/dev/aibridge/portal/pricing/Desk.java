package dev.aibridge.portal.pricing;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.pricing.PriceBook;
import dev.aibridge.portal.catalog.Model;
import dev.aibridge.portal.form.Form;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that an admin sees of one model.
///
/// @param inForce the book in force
/// @param newest the book that the next one starts from: the one in force, or one that comes
/// @param ways every channel, whether the model goes through it or not
public record Desk(
        Model model,
        PriceBook inForce,
        PriceBook newest,
        List<Line> lines,
        List<Way> ways,
        List<Alias> aliases) {

    /// Its page.
    public String path() {
        return "/admin" + model.path();
    }

    /// Whether the newest book is still to come.
    public boolean comes() {
        return newest.seq() != inForce.seq();
    }

    /// The number of the newest book.
    public String number() {
        return Long.toString(newest.seq());
    }

    /// The number of the book in force.
    public String inForceNumber() {
        return Long.toString(inForce.seq());
    }

    /// Whether the book in force was the first, for all time before.
    public boolean sinceEver() {
        return inForce.validFrom().equals(Instant.EPOCH);
    }

    /// When the newest book begins.
    public Instant begins() {
        return newest.validFrom();
    }

    /// The channels that calls can take now.
    public List<Way> open() {
        return ways.stream().filter(Way::open).toList();
    }

    /// Its context window, in tokens.
    public long context() {
        return model.contextTokens;
    }

    /// Its longest answer, in tokens.
    public long longest() {
        return model.maxOutputTokens;
    }

    /// How it is offered, as the database writes it.
    public String status() {
        return model.status.name().toLowerCase(Locale.ROOT);
    }

    /// What all the page's fields hold before anybody types.
    Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        for (Line line : lines) {
            Long ppm = line.newest();
            fields.put(line.field(), ppm == null ? "" : Decimal.of(ppm));
        }
        ways.forEach(way -> fields.put(way.field(), way.name()));
        fields.put("when", comes() ? "later" : "now");
        fields.put("status", status());
        fields.put("position", "0");
        return fields;
    }

    /// The fields when another book came while somebody typed: what they typed stays, what they
    /// left alone follows the newest book.
    ///
    /// @param seen the model's multipliers in the book that they saw
    Map<String, String> rebased(Form form, @Nullable Multipliers seen) {
        Map<String, String> fields = fields();
        for (Bucket bucket : Bucket.all()) {
            String typed = form.value(Line.field(bucket));
            if (seen == null || !typed.equals(Decimal.of(seen.ppm(bucket)))) {
                fields.put(Line.field(bucket), typed);
            }
        }
        for (String field : List.of("when", "at", "why")) {
            fields.put(field, form.value(field));
        }
        return fields;
    }
}
