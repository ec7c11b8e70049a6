package dev.aibridge.sandbox.openai.rules;

import dev.aibridge.sandbox.vendor.Model;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is asked of the usage API, checked before.
///
/// @param start inclusive
/// @param end exclusive
/// @param first when the page's first bucket begins
/// @param limit buckets of a page
/// @param models names; empty for all
/// @param filtered whether only usage is asked for that the sandbox does not have: of projects,
///   people and keys it knows nothing
public record UsageParameters(
        Instant start,
        Instant end,
        Instant first,
        Duration width,
        int limit,
        Set<String> groups,
        Set<String> models,
        boolean filtered) {

    private static final String CURSOR = "page_";

    /// What those parameters ask for.
    public static UsageParameters of(Map<String, List<String>> query, Instant now) {
        Instant start =
                Instant.ofEpochSecond(Long.parseLong(one(query, "start_time").orElseThrow()));
        Instant end =
                one(query, "end_time")
                        .map(at -> Instant.ofEpochSecond(Long.parseLong(at)))
                        .orElse(now);
        BucketWidth width = BucketWidth.of(one(query, "bucket_width").orElse("1d")).orElseThrow();
        Instant first =
                one(query, "page")
                        .flatMap(UsageParameters::at)
                        .orElse(floor(start, width.length()));
        return new UsageParameters(
                start,
                end,
                first,
                width.length(),
                one(query, "limit").map(Integer::parseInt).orElse(width.standard()),
                all(query, "group_by"),
                all(query, "models"),
                one(query, "batch").map(Boolean::parseBoolean).orElse(false)
                        || !all(query, "project_ids").isEmpty()
                        || !all(query, "user_ids").isEmpty()
                        || !all(query, "api_key_ids").isEmpty());
    }

    /// When the bucket after that one begins.
    public Instant after(Instant bucket) {
        return bucket.plus(width);
    }

    /// Whether models are told apart.
    public boolean isByModel() {
        return groups.contains("model");
    }

    /// Whether usage of that model is asked for.
    public boolean takes(Model model) {
        return !filtered
                && (models.isEmpty()
                        || models.contains(model.id())
                        || models.contains(model.snapshot()));
    }

    /// Where a page begins, as a text that nobody need understand.
    public static String cursor(Instant at) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(at.getEpochSecond()).array();
        return CURSOR + Base64.getEncoder().encodeToString(bytes);
    }

    /// Where that page begins; empty when it is none of ours.
    static Optional<Instant> at(String cursor) {
        try {
            byte[] bytes =
                    cursor.startsWith(CURSOR)
                            ? Base64.getDecoder().decode(cursor.substring(CURSOR.length()))
                            : new byte[0];
            return bytes.length == Long.BYTES
                    ? Optional.of(Instant.ofEpochSecond(ByteBuffer.wrap(bytes).getLong()))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// The values of an array, which clients name `group_by` or `group_by[]`.
    static Set<String> all(Map<String, List<String>> query, String name) {
        Set<String> values = new HashSet<>(query.getOrDefault(name, List.of()));
        values.addAll(query.getOrDefault(name + "[]", List.of()));
        return values;
    }

    /// The only value of a parameter.
    static Optional<String> one(Map<String, List<String>> query, String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    private static Instant floor(Instant at, Duration width) {
        return at.minusSeconds(Math.floorMod(at.getEpochSecond(), width.toSeconds()));
    }
}
