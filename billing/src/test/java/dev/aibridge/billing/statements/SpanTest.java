package dev.aibridge.billing.statements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.statements.Span.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpanTest {

    private static List<String> cut(String since, String until) {
        return Span.cut(Instant.parse(since), Instant.parse(until)).stream()
                .map(SpanTest::text)
                .toList();
    }

    private static String text(Piece piece) {
        return "%+d %s %s %s".formatted(piece.sign(), piece.span(), piece.since(), piece.until());
    }

    @Test
    void aDayOfUtcIsOneSum() {
        assertThat(cut("2026-11-01T00:00:00Z", "2026-11-03T00:00:00Z"))
                .containsExactly("+1 DAY 2026-11-01T00:00:00Z 2026-11-03T00:00:00Z");
    }

    @Test
    void aDayOfKathmanduIsOneOfUtcMovedByItsEnds() {
        assertThat(cut("2026-06-01T18:15:00Z", "2026-06-02T18:15:00Z"))
                .containsExactlyInAnyOrder(
                        "-1 QUARTER 2026-06-01T18:00:00Z 2026-06-01T18:15:00Z",
                        "+1 HOUR 2026-06-01T18:00:00Z 2026-06-02T00:00:00Z",
                        "+1 DAY 2026-06-02T00:00:00Z 2026-06-03T00:00:00Z",
                        "-1 HOUR 2026-06-02T18:00:00Z 2026-06-03T00:00:00Z",
                        "+1 QUARTER 2026-06-02T18:00:00Z 2026-06-02T18:15:00Z");
    }

    @Test
    void lessThanAnHourIsQuarters() {
        assertThat(cut("2026-06-01T18:45:00Z", "2026-06-01T19:15:00Z"))
                .containsExactly("+1 QUARTER 2026-06-01T18:45:00Z 2026-06-01T19:15:00Z");
    }

    @Property(tries = 2_000)
    void piecesAreAlignedAndComeToEveryQuarterOnce(
            @ForAll @IntRange(min = -5_000, max = 5_000) int first,
            @ForAll @IntRange(min = 1, max = 1_000) int quarters) {
        Instant since = Instant.ofEpochSecond(900L * first);
        Instant until = since.plusSeconds(900L * quarters);
        TreeMap<Instant, Integer> times = new TreeMap<>();
        long sums = 0;
        for (Piece piece : Span.cut(since, until)) {
            long seconds = piece.span().seconds();
            assertThat(piece.since().getEpochSecond() % seconds).isZero();
            assertThat(piece.until().getEpochSecond() % seconds).isZero();
            sums += Duration.between(piece.since(), piece.until()).toSeconds() / seconds;
            for (Instant at = piece.since(); at.isBefore(piece.until()); at = at.plusSeconds(900)) {
                times.merge(at, piece.sign(), Integer::sum);
            }
        }
        times.values().removeIf(count -> count == 0);
        assertThat(times).hasSize(quarters).containsKey(since);
        assertThat(times.lastKey()).isEqualTo(until.minusSeconds(900));
        assertThat(times.values()).containsOnly(1);
        // Never more than half a day of hours and half an hour of quarters at each end.
        assertThat(sums).isLessThanOrEqualTo(quarters / 96 + 1 + 2 * (12 + 2));
    }
}
