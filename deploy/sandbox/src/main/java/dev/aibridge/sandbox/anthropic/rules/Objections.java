package dev.aibridge.sandbox.anthropic.rules;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Remembers the first thing that is wrong with a request; the API names only one.
final class Objections {

    private @Nullable String first;

    void unless(boolean fine, Supplier<String> objection) {
        if (first == null && !fine) {
            first = objection.get();
        }
    }

    boolean none() {
        return first == null;
    }

    Optional<String> first() {
        return Optional.ofNullable(first);
    }
}
