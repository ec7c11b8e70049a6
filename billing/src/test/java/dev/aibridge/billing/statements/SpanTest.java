package dev.aibridge.billing.statements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.statements.Span.Piece;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpanTest {

    private static List<String> cut(String since, String until) {
        return Span.cut(Instant.parse(since), Instant.parse(until)).stream()
                .map(piece -> piece.span() + " " + piece.since() + " " + piece.until())
                .toList();
    }

    @Test
    void aDayOfUtcIsOneSum() {
        assertThat(cut("2026-11-01T00:00:00Z", "2026-11-03T00:00:00Z"))
                .containsExactly("DAY 2026-11-01T00:00:00Z 2026-11-03T00:00:00Z");
    }

    @Test
    void aDayOfKathmanduIsHoursBetweenQuarters() {
        assertThat(cut("2026-06-01T18:15:00Z", "2026-06-02T18:15:00Z"))
                .containsExactly(
                        "QUARTER 2026-06-01T18:15:00Z 2026-06-01T19:00:00Z",
                        "HOUR 2026-06-01T19:00:00Z 2026-06-02T18:00:00Z",
                        "QUARTER 2026-06-02T18:00:00Z 2026-06-02T18:15:00Z");
    }

    @Test
    void lessThanAnHourIsQuarters() {
        assertThat(cut("2026-06-01T18:45:00Z", "2026-06-01T19:15:00Z"))
                .containsExactly("QUARTER 2026-06-01T18:45:00Z 2026-06-01T19:15:00Z");
    }

    @Property(tries = 2_000)
    void piecesMeetAndAreAlignedAndNoneCouldBeLonger(
            @ForAll @IntRange(min = -5_000, max = 5_000) int first,
            @ForAll @IntRange(min = 1, max = 1_000) int quarters) {
        Instant since = Instant.ofEpochSecond(900L * first);
        Instant until = since.plusSeconds(900L * quarters);
        Instant at = since;
        for (Piece piece : Span.cut(since, until)) {
            assertThat(piece.since()).isEqualTo(at).isBefore(piece.until());
            assertThat(piece.span().floor(piece.since())).isEqualTo(piece.since());
            assertThat(piece.span().floor(piece.until())).isEqualTo(piece.until());
            if (piece.span() != Span.DAY) {
                Span longer = Span.values()[piece.span().ordinal() + 1];
                assertThat(longer.ceiling(piece.since()).isBefore(longer.floor(piece.until())))
                        .isFalse();
            }
            at = piece.until();
        }
        assertThat(at).isEqualTo(until);
    }
}
