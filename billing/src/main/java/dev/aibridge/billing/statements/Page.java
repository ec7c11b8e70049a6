package dev.aibridge.billing.statements;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Some items, newest first, and where the older ones begin.
///
/// @param next the cursor of the next page; `null` on the last one
/// @param <T> what is listed
public record Page<T>(List<T> items, @Nullable String next) {

    /// The page of what was read: one item more than the limit says that there is a next page.
    public static <T> Page<T> of(List<T> read, int limit, Function<T, String> cursor) {
        if (read.size() <= limit) {
            return new Page<>(read, null);
        }
        List<T> items = read.subList(0, limit);
        return new Page<>(items, cursor.apply(items.getLast()));
    }
}
