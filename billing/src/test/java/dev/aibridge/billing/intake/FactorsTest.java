package dev.aibridge.billing.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.pricing.Multipliers;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Tenant groups' factors, flat prices and units: billing's rating and the proof's own in SQL.
class FactorsTest {

    private static final long PLENTY = 8_000_000_000_000_000_000L;

    private Books books;
    private Settling settling;
    private Wallet wallet;
    private UUID holder;
    private long seq;

    FactorsTest() throws SQLException {
        books = Books.open();
        settling = new Settling(books, 500);
        wallet = books.wallet(PLENTY);
        holder = books.holder();
    }

    @AfterEach
    @AfterProperty
    void close() throws SQLException {
        assertThat(books.broken()).isEmpty();
        books.close();
    }

    private long publish(long[] ppm, String factors) throws SQLException {
        String prices =
                LongStream.of(ppm).mapToObj(Long::toString).collect(Collectors.joining(","));
        return books.number(
                "SELECT catalog.publish_book(now(), 'test', ?::jsonb, ?::jsonb)",
                "{\"" + Usage.MODEL + "\": [" + prices + "]}",
                factors);
    }

    private long charge(long book, String group, Counts counts, long said) throws SQLException {
        Usage usage =
                Usage.of(holder, ++seq, wallet, 0)
                        .priced(Usage.MODEL, book, counts, said)
                        .of(group);
        books.ship(usage.event());
        settling.all();
        return books.number("SELECT charge FROM usage.event WHERE id = ?", usage.id());
    }

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void javaAndSqlRateAlikeAndRoundUpOnce(
            @ForAll @Size(14) List<@LongRange(max = 1_000_000) Long> counts,
            @ForAll @Size(14) List<@LongRange(max = 10_000_000) Long> ppm,
            @ForAll @LongRange(max = Multipliers.MAX_FACTOR_PPM) long factor)
            throws SQLException {
        Counts some = Counts.of(array(counts));
        long book = publish(array(ppm), "{\"a-group\": " + factor + "}");
        Multipliers prices = Multipliers.of(array(ppm));
        BigInteger product =
                BigInteger.valueOf(prices.charge(some)).multiply(BigInteger.valueOf(factor));
        BigInteger[] parts = product.divideAndRemainder(BigInteger.valueOf(1_000_000));
        long exact = parts[0].add(BigInteger.valueOf(parts[1].signum())).longValueExact();
        assertThat(charge(book, "a-group", some, prices.times(factor).charge(some)))
                .isEqualTo(exact);
        assertThat(settling.counted("aibridge_settlement_mismatches")).isZero();
        assertThat(books.broken()).isEmpty();
    }

    private static long[] array(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private static long[] onlyPriced(Bucket bucket, long ppm) {
        long[] prices = new long[Bucket.count()];
        prices[bucket.ordinal()] = ppm;
        return prices;
    }

    @ParameterizedTest
    @EnumSource(
            value = Bucket.class,
            names = {"WEB_SEARCH", "WEB_FETCH", "CODE_RUN", "IMAGE", "REQUEST"})
    void everyKindOfUnitIsRatedByItsOwnPrice(Bucket unit) throws SQLException {
        long book = publish(onlyPriced(unit, 25_000_000), "{\"half\": 500000}");
        Counts counts = Counts.NONE.with(unit, 3).with(Bucket.INPUT, 1_000);
        assertThat(charge(book, "", counts, 75_000_000)).isEqualTo(75_000_000);
        assertThat(charge(book, "half", counts, 37_500_000)).isEqualTo(37_500_000);
    }

    @Test
    void aFactorIsFixedByTheBookAndCarriedIntoTheNextOne() throws SQLException {
        long[] prices = onlyPriced(Bucket.INPUT, 1_000_000);
        long first = publish(prices, "{\"partners\": 800000, \"odd\": 333333}");
        long second = publish(prices, "{\"partners\": 900000}");
        Counts ten = Counts.NONE.with(Bucket.INPUT, 10);
        assertThat(charge(first, "partners", ten, 8_000_000)).isEqualTo(8_000_000);
        assertThat(charge(second, "partners", ten, 9_000_000)).isEqualTo(9_000_000);
        assertThat(charge(second, "odd", ten, 3_333_330)).isEqualTo(3_333_330);
        assertThat(charge(second, "nobody-knows", ten, 10_000_000)).isEqualTo(10_000_000);
        assertThat(charge(1, "partners", ten, 600_000)).isEqualTo(10 * Usage.INPUT);
    }

    @Test
    void whatAGatewaySaysOtherwiseIsBookedAsBillingSaysAndCounted() throws SQLException {
        long book = publish(onlyPriced(Bucket.INPUT, 1_000_000), "{\"partners\": 800000}");
        Counts ten = Counts.NONE.with(Bucket.INPUT, 10);
        assertThat(charge(book, "partners", ten, 10_000_000)).isEqualTo(8_000_000);
        assertThat(settling.counted("aibridge_settlement_mismatches")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"-1", "10000001"})
    void anAbsurdFactorIsNoBook(long factor) {
        assertThatThrownBy(
                        () ->
                                publish(
                                        onlyPriced(Bucket.INPUT, 1),
                                        "{\"partners\": " + factor + "}"))
                .hasMessageContaining("factor_ppm_check");
    }

    @Test
    void aFactorNeverChangesNorJoinsLater() throws SQLException {
        publish(onlyPriced(Bucket.INPUT, 1), "{\"partners\": 800000}");
        assertThatThrownBy(() -> books.run("UPDATE catalog.factor SET ppm = 1"))
                .hasMessageContaining("immutable");
        assertThatThrownBy(() -> books.run("INSERT INTO catalog.factor VALUES (1, 'late', 1)"))
                .hasMessageContaining("is published");
    }
}
