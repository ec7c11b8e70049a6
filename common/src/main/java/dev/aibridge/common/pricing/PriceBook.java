package dev.aibridge.common.pricing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All models' multipliers as they stood at one time. Immutable: a change is a new book.
///
/// @param seq the book's number, rising
/// @param validFrom from when requests are admitted under it, by the database's clock
/// @param models multipliers by catalogue model id
public record PriceBook(long seq, Instant validFrom, Map<String, Multipliers> models) {

    /// Copies the map, so that a book can't change.
    public PriceBook {
        models = Map.copyOf(models);
    }

    /// A model's multipliers, or `null` when this book does not price it.
    public @Nullable Multipliers of(String model) {
        return models.get(model);
    }
}
