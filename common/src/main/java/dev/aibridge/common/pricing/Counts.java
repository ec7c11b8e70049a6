package dev.aibridge.common.pricing;

import java.util.Arrays;

/// How much of each bucket one request used. Never negative.
public final class Counts {

    /// Nothing used.
    public static final Counts NONE = new Counts(new long[Bucket.count()]);

    private final long[] of;

    private Counts(long[] of) {
        this.of = of;
    }

    /// Counts by bucket position.
    ///
    /// @param of one count per bucket; shorter arrays (written by an older version) end in zeros
    /// @throws IllegalArgumentException when a count is negative or the array is too long
    public static Counts of(long... of) {
        if (of.length > Bucket.count()) {
            throw new IllegalArgumentException("counts of unknown buckets: " + of.length);
        }
        for (long count : of) {
            if (count < 0) {
                throw new IllegalArgumentException("negative count " + count);
            }
        }
        return new Counts(Arrays.copyOf(of, Bucket.count()));
    }

    /// One bucket's count: tokens, or units for the unit kinds.
    public long get(Bucket bucket) {
        return of[bucket.ordinal()];
    }

    /// The same counts but for one bucket.
    ///
    /// @throws IllegalArgumentException when the count is negative
    public Counts with(Bucket bucket, long count) {
        long[] copy = of.clone();
        copy[bucket.ordinal()] = count;
        return of(copy);
    }

    /// The sum of two usages, bucket by bucket.
    ///
    /// @throws ArithmeticException when it does not fit
    public Counts plus(Counts other) {
        long[] sum = of.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.addExact(sum[i], other.of[i]);
        }
        return new Counts(sum);
    }

    /// All tokens that the model read.
    public long inputTokens() {
        return sum(Bucket.INPUT, Bucket.INPUT_AUDIO);
    }

    /// All tokens that the model produced.
    public long outputTokens() {
        return sum(Bucket.OUTPUT, Bucket.OUTPUT_AUDIO);
    }

    private long sum(Bucket first, Bucket last) {
        long sum = 0;
        for (int i = first.ordinal(); i <= last.ordinal(); i++) {
            sum += of[i];
        }
        return sum;
    }

    /// A copy, one count per bucket in bucket order.
    public long[] toArray() {
        return of.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Counts that && Arrays.equals(of, that.of);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(of);
    }

    @Override
    public String toString() {
        return Arrays.toString(of);
    }
}
