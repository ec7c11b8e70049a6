package dev.aibridge.common.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MultipliersTest {

    @Test
    void aBucketWithoutItsOwnPriceCostsWhatItsParentCosts() {
        Multipliers prices = Multipliers.of(Map.of(Bucket.INPUT, 5L, Bucket.OUTPUT, 7L));
        assertThat(prices.ppm(Bucket.CACHE_READ)).isEqualTo(5);
        assertThat(prices.ppm(Bucket.REASONING)).isEqualTo(7);
        assertThat(prices.ppm(Bucket.WEB_SEARCH)).isZero();
    }

    @Test
    void boundsAreChecked() {
        assertThatThrownBy(() -> Multipliers.of(Map.of(Bucket.INPUT, -1L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> Multipliers.of(Map.of(Bucket.INPUT, Multipliers.MAX_TOKEN_PPM + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Multipliers.of(Map.of(Bucket.IMAGE, Multipliers.MAX_UNIT_PPM)).ppm(Bucket.IMAGE))
                .isEqualTo(Multipliers.MAX_UNIT_PPM);
    }

    @Test
    void aChargeThatDoesNotFitIsRefusedNotWrapped() {
        Multipliers prices = Multipliers.of(Map.of(Bucket.INPUT, Multipliers.MAX_TOKEN_PPM));
        Counts absurd = Counts.NONE.with(Bucket.INPUT, Long.MAX_VALUE / 2);
        assertThatThrownBy(() -> prices.charge(absurd)).isInstanceOf(ArithmeticException.class);
    }

    @Property
    void moreTokensNeverCostLessAndAddingIsExact(
            @ForAll @Size(14) List<@LongRange(max = 10_000_000) Long> first,
            @ForAll @Size(14) List<@LongRange(max = 10_000_000) Long> second,
            @ForAll @Size(14) List<@LongRange(max = 1_000_000_000) Long> ppm) {
        Multipliers prices = Multipliers.of(array(ppm));
        Counts some = Counts.of(array(first));
        Counts more = some.plus(Counts.of(array(second)));
        long one = prices.charge(some);
        long other = prices.charge(Counts.of(array(second)));
        assertThat(prices.charge(more)).isEqualTo(one + other).isGreaterThanOrEqualTo(one);
    }

    @Property
    void aFactorIsAppliedToTheSumAndRoundedUpOnce(
            @ForAll @Size(14) List<@LongRange(max = 10_000_000) Long> counts,
            @ForAll @Size(14) List<@LongRange(max = 1_000_000_000) Long> ppm,
            @ForAll @LongRange(max = Multipliers.MAX_FACTOR_PPM) long factor) {
        Multipliers prices = Multipliers.of(array(ppm));
        Counts some = Counts.of(array(counts));
        BigInteger million = BigInteger.valueOf(1_000_000);
        BigInteger exact =
                BigInteger.valueOf(prices.charge(some)).multiply(BigInteger.valueOf(factor));
        BigInteger up = exact.add(million).subtract(BigInteger.ONE).divide(million);
        assertThat(prices.times(factor).charge(some)).isEqualTo(up.longValueExact());
        assertThat(prices.times(Multipliers.ONE)).isEqualTo(prices);
    }

    @Test
    void aFactorOutOfItsBoundsIsRefused() {
        Multipliers prices = Multipliers.of(Map.of(Bucket.INPUT, 1L));
        assertThatThrownBy(() -> prices.times(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> prices.times(Multipliers.MAX_FACTOR_PPM + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(prices.times(1).charge(Counts.NONE.with(Bucket.INPUT, 1))).isEqualTo(1);
        assertThat(prices.times(0).charge(Counts.NONE.with(Bucket.INPUT, 9))).isZero();
    }

    private static long[] array(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
