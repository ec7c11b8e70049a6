package dev.aibridge.common.pricing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is counted. Buckets are disjoint: every token is in exactly one of them.
///
/// The order is the order of the `counts` and `ppm` arrays in the database: append only.
public enum Bucket {
    INPUT(null),
    CACHE_READ(INPUT),
    CACHE_WRITE_5M(INPUT),
    CACHE_WRITE_30M(INPUT),
    CACHE_WRITE_1H(INPUT),
    INPUT_AUDIO(INPUT),
    OUTPUT(null),
    REASONING(OUTPUT),
    OUTPUT_AUDIO(OUTPUT),
    WEB_SEARCH(null),
    WEB_FETCH(null),
    CODE_RUN(null),
    IMAGE(null),
    REQUEST(null);

    private static final List<Bucket> ALL = List.of(values());

    private final @Nullable Bucket pricedAs;

    Bucket(@Nullable Bucket pricedAs) {
        this.pricedAs = pricedAs;
    }

    /// How many buckets there are: the length of every array that is indexed by one.
    public static int count() {
        return ALL.size();
    }

    /// Every bucket, in the order of the arrays.
    public static List<Bucket> all() {
        return ALL;
    }

    /// The bucket at that position of a `counts` array.
    public static Bucket at(int ordinal) {
        return ALL.get(ordinal);
    }

    /// Whose multiplier holds where this one has none of its own; `null` when there is none.
    public @Nullable Bucket pricedAs() {
        return pricedAs;
    }

    /// Whether units (a search, an image, a request) are counted rather than tokens.
    public boolean countsUnits() {
        return ordinal() >= WEB_SEARCH.ordinal();
    }
}
