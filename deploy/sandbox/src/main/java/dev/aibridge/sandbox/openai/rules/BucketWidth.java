package dev.aibridge.sandbox.openai.rules;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// How long the usage API's buckets are.
///
/// See https://platform.openai.com/docs/api-reference/usage/completions.
enum BucketWidth {
    MINUTE("1m", Duration.ofMinutes(1), 60, 1_440),
    HOUR("1h", Duration.ofHours(1), 24, 168),
    DAY("1d", Duration.ofDays(1), 7, 31);

    private final String id;
    private final Duration length;
    private final int standard;
    private final int most;

    BucketWidth(String id, Duration length, int standard, int most) {
        this.id = id;
        this.length = length;
        this.standard = standard;
        this.most = most;
    }

    Duration length() {
        return length;
    }

    /// Buckets of a page when nobody says.
    int standard() {
        return standard;
    }

    /// Buckets of a page, at most.
    int most() {
        return most;
    }

    static Optional<BucketWidth> of(String id) {
        return Arrays.stream(values()).filter(width -> width.id.equals(id)).findFirst();
    }
}
