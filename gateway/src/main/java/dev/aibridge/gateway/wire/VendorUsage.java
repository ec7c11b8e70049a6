package dev.aibridge.gateway.wire;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;

/// What a vendor says an answer used, in disjoint buckets. What it does not say is 0.
///
/// @param counts one request and its tokens
/// @param input all tokens read, cached ones included
/// @param output all tokens produced, reasoning included
/// @param believable whether every count is a whole number that is not negative, and the sums agree
/// @param clamped whether a bucket was negative after subtraction, and is 0
/// @param whole whether the vendor has told it all; else what was produced is still to be told
public record VendorUsage(
        Counts counts,
        long input,
        long output,
        boolean believable,
        boolean clamped,
        boolean whole) {

    /// The same, of an answer that was not told to its end.
    VendorUsage partial() {
        return new VendorUsage(counts, input, output, believable, clamped, false);
    }

    /// Gathers the buckets of one usage.
    static final class Buckets {

        private final long[] of = new long[Bucket.count()];
        private boolean clamped;

        /// Sets a count as the vendor told it.
        Buckets with(Bucket bucket, long count) {
            of[bucket.ordinal()] = count;
            return this;
        }

        /// Adds to a count.
        Buckets plus(Bucket bucket, long count) {
            return with(bucket, of[bucket.ordinal()] + count);
        }

        /// Sets what is left of a sum after its parts were taken out; nothing when they are more.
        Buckets rest(Bucket bucket, long count) {
            clamped |= count < 0;
            return with(bucket, Math.max(0, count));
        }

        VendorUsage usage(long input, long output, boolean believable) {
            return new VendorUsage(
                    Counts.of(with(Bucket.REQUEST, 1).of),
                    input,
                    output,
                    believable,
                    clamped,
                    true);
        }
    }
}
