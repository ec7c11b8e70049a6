package dev.aibridge.common.pricing;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one model costs: a multiplier per bucket in parts per million, which is also the
/// micro-tokens that one counted token or unit costs.
public final class Multipliers {

    /// 1.0×: one token of the model costs one token of the wallet.
    public static final long ONE = 1_000_000;

    /// The dearest token: 1,000×.
    public static final long MAX_TOKEN_PPM = 1_000 * ONE;

    /// The dearest unit (a search, an image, a request): 10⁷ tokens.
    public static final long MAX_UNIT_PPM = 10_000_000 * ONE;

    private final long[] ppm;

    private Multipliers(long[] ppm) {
        this.ppm = ppm;
    }

    /// Multipliers by bucket position, as the price book stores them.
    ///
    /// @param ppm one multiplier per bucket, in parts per million
    /// @throws IllegalArgumentException when one is negative, above its bound, or missing
    public static Multipliers of(long... ppm) {
        if (ppm.length != Bucket.count()) {
            throw new IllegalArgumentException("multipliers: " + ppm.length);
        }
        for (Bucket bucket : Bucket.all()) {
            long max = bucket.countsUnits() ? MAX_UNIT_PPM : MAX_TOKEN_PPM;
            long value = ppm[bucket.ordinal()];
            if (value < 0 || value > max) {
                throw new IllegalArgumentException(bucket + " multiplier out of range: " + value);
            }
        }
        return new Multipliers(ppm.clone());
    }

    /// Multipliers of the given buckets; the others follow [Bucket#pricedAs()], else cost nothing.
    ///
    /// @param ppm parts per million by bucket
    /// @throws IllegalArgumentException when one is negative or above its bound
    public static Multipliers of(Map<Bucket, Long> ppm) {
        long[] all = new long[Bucket.count()];
        for (Bucket bucket : Bucket.all()) {
            Bucket fallback = bucket.pricedAs();
            @Nullable Long own = ppm.get(bucket);
            all[bucket.ordinal()] =
                    own != null ? own : fallback != null ? all[fallback.ordinal()] : 0;
        }
        return of(all);
    }

    /// One bucket's multiplier in parts per million.
    public long ppm(Bucket bucket) {
        return ppm[bucket.ordinal()];
    }

    /// The charge in micro-tokens: Σ count × multiplier, exact, nothing is rounded.
    ///
    /// @throws ArithmeticException when it does not fit 64 bits
    public long charge(Counts counts) {
        long charge = 0;
        for (Bucket bucket : Bucket.all()) {
            long part = Math.multiplyExact(counts.get(bucket), ppm[bucket.ordinal()]);
            charge = Math.addExact(charge, part);
        }
        return charge;
    }

    /// A copy, one multiplier per bucket in bucket order.
    public long[] toArray() {
        return ppm.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Multipliers that && Arrays.equals(ppm, that.ppm);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ppm);
    }

    @Override
    public String toString() {
        return Arrays.toString(ppm);
    }
}
