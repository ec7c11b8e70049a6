package dev.aibridge.billing.api;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads ids of paths, queries and tokens. Java's own parser also takes `1-1-1-1-1`.
public final class Ids {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Ids() {}

    /// The id, if it is one.
    public static Optional<UUID> parse(@Nullable String text) {
        return text != null && FORM.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    /// The id in a path.
    ///
    /// @throws Refused 404 when it isn't one
    public static UUID inPath(@Nullable String text) {
        return parse(text).orElseThrow(() -> new Refused(Problem.NOT_FOUND));
    }
}
