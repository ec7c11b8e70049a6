package dev.aibridge.portal.pricing;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.pricing.PriceBook;
import dev.aibridge.portal.catalog.Model;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A model in the list.
///
/// @param now its multipliers in force; `null` where it has no price
/// @param coming the next change of them
/// @param ways the channels that calls can take
public record Row(
        Model model, @Nullable Multipliers now, Optional<Coming> coming, List<String> ways) {

    /// A change that is scheduled.
    public record Coming(Instant from, @Nullable Multipliers multipliers) {

        /// What a token that it reads will cost.
        public long input() {
            return ppm(multipliers, Bucket.INPUT);
        }

        /// What a token that it writes will cost.
        public long output() {
            return ppm(multipliers, Bucket.OUTPUT);
        }
    }

    /// @param books the one in force, then those to come
    static Row of(Model model, List<PriceBook> books, List<Way> ways) {
        Multipliers now = books.getFirst().of(model.id);
        Optional<Coming> coming =
                books.stream()
                        .filter(book -> !Objects.equals(book.of(model.id), now))
                        .findFirst()
                        .map(book -> new Coming(book.validFrom(), book.of(model.id)));
        List<String> open =
                ways.stream()
                        .filter(way -> way.model().equals(model.id) && way.open())
                        .map(Way::channel)
                        .toList();
        return new Row(model, now, coming, open);
    }

    private static long ppm(@Nullable Multipliers multipliers, Bucket bucket) {
        return multipliers == null ? 0 : multipliers.ppm(bucket);
    }

    /// Its page.
    public String path() {
        return "/admin" + model.path();
    }

    /// Whether it has a price.
    public boolean priced() {
        return now != null;
    }

    /// What a token that it reads costs.
    public long input() {
        return ppm(now, Bucket.INPUT);
    }

    /// What a token that it writes costs.
    public long output() {
        return ppm(now, Bucket.OUTPUT);
    }
}
