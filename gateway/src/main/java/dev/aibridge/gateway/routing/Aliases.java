package dev.aibridge.gateway.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// From the name that a client asks for to a model: ids first, then aliases, then patterns.
final class Aliases {

    /// Longer than any name in the catalogue, and than any that a client has reason to send.
    static final int MAX_NAME_CHARS = 256;

    private static final int MAX_REMEMBERED = 1_000;

    /// @param model the catalogue id it stands for
    record Pattern(AliasPattern pattern, String model) {}

    private final Map<String, String> exact;
    private final List<Pattern> patterns;
    private final Cache<String, Optional<String>> matched =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    /// @param exact aliases without `*`, by name
    /// @param patterns in the order in which they are tried
    Aliases(Map<String, String> exact, List<Pattern> patterns) {
        this.exact = Map.copyOf(exact);
        this.patterns = List.copyOf(patterns);
    }

    /// The catalogue id that a name stands for, or `null`.
    @Nullable String resolve(String name) {
        String model = exact.get(name);
        if (model != null || name.length() > MAX_NAME_CHARS) {
            return model;
        }
        return matched.get(name, this::match).orElse(null);
    }

    private Optional<String> match(String name) {
        return patterns.stream()
                .filter(pattern -> pattern.pattern().matches(name))
                .map(Pattern::model)
                .findFirst();
    }
}
