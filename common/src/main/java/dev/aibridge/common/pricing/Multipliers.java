package dev.aibridge.common.pricing;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one model costs: a multiplier per bucket in parts per million, which is also the
/// micro-tokens that one counted token or unit costs; and the factor of who asks.
public final class Multipliers {

    /// 1.0×: one token of the model costs one token of the wallet.
    public static final long ONE = 1_000_000;

    /// The dearest token: 1,000×.
    public static final long MAX_TOKEN_PPM = 1_000 * ONE;

    /// The dearest unit (a search, an image, a request): 10⁷ tokens.
    public static final long MAX_UNIT_PPM = 10_000_000 * ONE;

    /// The dearest factor: 10×.
    public static final long MAX_FACTOR_PPM = 10 * ONE;

    private final long[] ppm;
    private final long factor;

    private Multipliers(long[] ppm, long factor) {
        this.ppm = ppm;
        this.factor = factor;
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
        return new Multipliers(ppm.clone(), ONE);
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

    /// The same for a tenant group with that factor.
    ///
    /// @param factorPpm parts per million
    /// @throws IllegalArgumentException when it is negative or above its bound
    public Multipliers times(long factorPpm) {
        if (factorPpm < 0 || factorPpm > MAX_FACTOR_PPM) {
            throw new IllegalArgumentException("factor out of range: " + factorPpm);
        }
        return new Multipliers(ppm, factorPpm);
    }

    /// One bucket's multiplier in parts per million: what one costs at most, with the factor.
    public long ppm(Bucket bucket) {
        return factored(ppm[bucket.ordinal()]);
    }

    /// The charge in micro-tokens: Σ count × multiplier, exact, then × factor, rounded up. Nothing
    /// else is ever rounded.
    ///
    /// @throws ArithmeticException when it does not fit 64 bits
    public long charge(Counts counts) {
        long charge = 0;
        for (Bucket bucket : Bucket.all()) {
            long part = Math.multiplyExact(counts.get(bucket), ppm[bucket.ordinal()]);
            charge = Math.addExact(charge, part);
        }
        return factored(charge);
    }

    /// Whole millions apart from the rest, so that the product of 128 bits is never needed whole.
    private long factored(long micro) {
        long whole = Math.multiplyExact(micro / ONE, factor);
        return Math.addExact(whole, Math.ceilDiv(micro % ONE * factor, ONE));
    }

    /// A copy without the factor, one multiplier per bucket in bucket order.
    public long[] toArray() {
        return ppm.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Multipliers that
                && factor == that.factor
                && Arrays.equals(ppm, that.ppm);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ppm) + Long.hashCode(factor);
    }

    @Override
    public String toString() {
        return Arrays.toString(ppm) + " × " + factor;
    }
}
