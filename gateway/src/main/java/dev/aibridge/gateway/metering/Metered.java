package dev.aibridge.gateway.metering;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.usage.UsageSource;
import dev.aibridge.gateway.wire.VendorUsage;

/// What one answer used, in disjoint buckets, and where the numbers come from.
public record Metered(Counts counts, UsageSource source) {

    /// Nothing was produced.
    public static final Metered NOTHING = new Metered(Counts.NONE, UsageSource.NONE);

    /// From a vendor's own usage that was found believable.
    ///
    /// `prompt_tokens` includes cached, written and audio tokens, `completion_tokens` reasoning and
    /// audio: each is taken out into its own bucket (OpenAI API reference, "Usage"). A bucket that
    /// would be negative is 0, flagged.
    static Metered of(VendorUsage usage) {
        long input = usage.prompt() - usage.cached() - usage.cacheWrite() - usage.audioIn();
        long output = usage.completion() - usage.reasoning() - usage.audioOut();
        long[] counts = new long[Bucket.count()];
        counts[Bucket.INPUT.ordinal()] = Math.max(0, input);
        counts[Bucket.CACHE_READ.ordinal()] = usage.cached();
        counts[Bucket.CACHE_WRITE_30M.ordinal()] = usage.cacheWrite();
        counts[Bucket.INPUT_AUDIO.ordinal()] = usage.audioIn();
        counts[Bucket.OUTPUT.ordinal()] = Math.max(0, output);
        counts[Bucket.REASONING.ordinal()] = usage.reasoning();
        counts[Bucket.OUTPUT_AUDIO.ordinal()] = usage.audioOut();
        counts[Bucket.REQUEST.ordinal()] = 1;
        boolean clamped = input < 0 || output < 0;
        return new Metered(
                Counts.of(counts), clamped ? UsageSource.VENDOR_CLAMPED : UsageSource.VENDOR);
    }

    /// The part of it that the model read.
    public Counts inputOnly() {
        long[] input = new long[Bucket.count()];
        for (int i = 0; i < Bucket.OUTPUT.ordinal(); i++) {
            input[i] = counts.get(Bucket.at(i));
        }
        return Counts.of(input);
    }

    /// From our own count.
    static Metered counted(long input, long output, UsageSource source) {
        Counts counts =
                Counts.NONE
                        .with(Bucket.INPUT, input)
                        .with(Bucket.OUTPUT, output)
                        .with(Bucket.REQUEST, 1);
        return new Metered(counts, source);
    }
}
