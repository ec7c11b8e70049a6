package dev.aibridge.common.pricing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All models' multipliers as they stood at one time. Immutable: a change is a new book.
///
/// @param seq the book's number, rising
/// @param validFrom from when requests are admitted under it, by the database's clock
/// @param models multipliers by catalogue model id
/// @param factors of tenant groups, in parts per million
public record PriceBook(
        long seq, Instant validFrom, Map<String, Multipliers> models, Map<String, Long> factors) {

    /// The group of tenants that are in none: 1×.
    public static final String NO_GROUP = "";

    /// Copies the maps, so that a book can't change.
    public PriceBook {
        models = Map.copyOf(models);
        factors = Map.copyOf(factors);
    }

    /// A model's multipliers, or `null` when this book does not price it.
    public @Nullable Multipliers of(String model) {
        return models.get(model);
    }

    /// A model's multipliers for a group of tenants, or `null` when this book does not price it. A
    /// group that it does not name pays 1×.
    public @Nullable Multipliers of(String model, String group) {
        Multipliers multipliers = models.get(model);
        return multipliers == null
                ? null
                : multipliers.times(factors.getOrDefault(group, Multipliers.ONE));
    }
}
