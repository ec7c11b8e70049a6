package dev.aibridge.portal.pricing;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one bucket of a model costs, in parts per million.
///
/// @param now in the book in force; `null` where that does not price the model
/// @param newest in the newest book, which the next one starts from
public record Line(Bucket bucket, String name, @Nullable Long now, @Nullable Long newest) {

    /// All buckets' lines.
    static List<Line> of(
            @Nullable Multipliers now, @Nullable Multipliers newest, PricingText words) {
        return Bucket.all().stream()
                .map(
                        bucket ->
                                new Line(
                                        bucket,
                                        name(bucket, words),
                                        ppm(now, bucket),
                                        ppm(newest, bucket)))
                .toList();
    }

    private static @Nullable Long ppm(@Nullable Multipliers multipliers, Bucket bucket) {
        return multipliers == null ? null : multipliers.ppm(bucket);
    }

    /// The field of a bucket.
    static String field(Bucket bucket) {
        return "b" + bucket.ordinal();
    }

    /// Its field.
    public String field() {
        return field(bucket);
    }

    /// Whether searches, images or requests are counted rather than tokens.
    public boolean unit() {
        return bucket.countsUnits();
    }

    /// Whether the book in force prices it.
    public boolean priced() {
        return now != null;
    }

    /// Whether the newest book prices it.
    public boolean known() {
        return newest != null;
    }

    /// Whether the newest book has it at another price than the one in force.
    public boolean coming() {
        return newest != null && !newest.equals(now);
    }

    private static String name(Bucket bucket, PricingText words) {
        return switch (bucket) {
            case INPUT -> words.input();
            case CACHE_READ -> words.cacheRead();
            case CACHE_WRITE_5M -> words.cacheWrite5();
            case CACHE_WRITE_30M -> words.cacheWrite30();
            case CACHE_WRITE_1H -> words.cacheWrite60();
            case INPUT_AUDIO -> words.audioIn();
            case OUTPUT -> words.output();
            case REASONING -> words.reasoning();
            case OUTPUT_AUDIO -> words.audioOut();
            case WEB_SEARCH -> words.webSearch();
            case WEB_FETCH -> words.webFetch();
            case CODE_RUN -> words.codeRun();
            case IMAGE -> words.image();
            case REQUEST -> words.request();
        };
    }
}
