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
    static Metered of(VendorUsage usage) {
        return new Metered(
                usage.counts(), usage.clamped() ? UsageSource.VENDOR_CLAMPED : UsageSource.VENDOR);
    }

    /// From a vendor's own usage of an answer that was cut off, and what it is seen to have
    /// produced.
    ///
    /// @param output tokens of the text that came, by our count
    static Metered partial(VendorUsage usage, long output) {
        long said = usage.counts().outputTokens();
        Counts counts =
                output <= said
                        ? usage.counts()
                        : usage.counts()
                                .with(
                                        Bucket.OUTPUT,
                                        usage.counts().get(Bucket.OUTPUT) + output - said);
        return new Metered(counts, UsageSource.VENDOR_PARTIAL);
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
