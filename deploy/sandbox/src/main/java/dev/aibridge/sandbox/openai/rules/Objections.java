package dev.aibridge.sandbox.openai.rules;

import dev.aibridge.sandbox.wire.ApiError;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Remembers the first thing that is wrong with a request; a vendor names only one.
final class Objections {

    private @Nullable ApiError first;

    void unless(boolean fine, Supplier<ApiError> objection) {
        if (first == null && !fine) {
            first = objection.get();
        }
    }

    boolean none() {
        return first == null;
    }

    Optional<ApiError> first() {
        return Optional.ofNullable(first);
    }
}
