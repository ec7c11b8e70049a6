package dev.aibridge.billing.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static Window days(String zone, String from, int days) {
        ZoneId where = ZoneId.of(zone);
        LocalDate first = LocalDate.parse(from);
        return new Window(
                first.atStartOfDay(where).toInstant(),
                first.plusDays(days).atStartOfDay(where).toInstant(),
                where,
                Step.DAY);
    }

    private static List<String> texts(List<ZonedDateTime> starts) {
        return starts.stream().map(start -> start.toOffsetDateTime().toString()).toList();
    }

    @Test
    void aDayIsAsLongAsItsClockSays() {
        assertThat(texts(days("America/New_York", "2026-03-07", 3).starts()))
                .containsExactly(
                        "2026-03-07T00:00-05:00",
                        "2026-03-08T00:00-05:00",
                        "2026-03-09T00:00-04:00");
    }

    @Test
    void stepsMeetAndEndWithTheWindow() {
        Window window =
                new Window(
                        Instant.parse("2026-03-07T12:30:00Z"),
                        Instant.parse("2026-03-08T14:20:00Z"),
                        ZoneId.of("America/New_York"),
                        Step.DAY);
        assertThat(window.edges().stream().map(Object::toString))
                .containsExactly("2026-03-07T12:30Z", "2026-03-08T05:00Z", "2026-03-08T14:30Z");
    }

    @Test
    void anHourThatComesTwiceIsTwoHours() {
        Window window =
                new Window(
                        Instant.parse("2026-11-01T05:00:00Z"),
                        Instant.parse("2026-11-01T08:00:00Z"),
                        ZoneId.of("America/New_York"),
                        Step.HOUR);
        assertThat(texts(window.starts()))
                .containsExactly(
                        "2026-11-01T01:00-04:00",
                        "2026-11-01T01:00-05:00",
                        "2026-11-01T02:00-05:00");
    }

    @Test
    void whereClocksChangeByHalfAnHourOneHourIsShort() {
        Window window =
                new Window(
                        Instant.parse("2026-04-04T14:00:00Z"),
                        Instant.parse("2026-04-04T16:30:00Z"),
                        ZoneId.of("Australia/Lord_Howe"),
                        Step.HOUR);
        assertThat(texts(window.starts()))
                .containsExactly(
                        "2026-04-05T01:00+11:00",
                        "2026-04-05T01:30+10:30",
                        "2026-04-05T02:00+10:30");
    }

    @Test
    void aMidnightThatAZoneSkipsDoesNotMatter() {
        assertThat(texts(days("Africa/Cairo", "2026-04-23", 3).starts()))
                .containsExactly(
                        "2026-04-23T00:00+02:00",
                        "2026-04-24T01:00+03:00",
                        "2026-04-25T00:00+03:00");
    }

    @Test
    void whatIsCutIsTakenWhole() {
        Window window =
                new Window(
                        Instant.parse("2026-01-01T10:07:01Z"),
                        Instant.parse("2026-01-01T10:15:00.001Z"),
                        ZoneId.of("UTC"),
                        Step.HOUR);
        assertThat(window.from()).isEqualTo("2026-01-01T10:00:00Z");
        assertThat(window.to()).isEqualTo("2026-01-01T10:30:00Z");
    }

    @Property(tries = 300)
    void stepsRiseAndCoverTheWindowInEveryZone(
            @ForAll("zones") String zone,
            @ForAll Step step,
            @ForAll @IntRange(min = 0, max = 2_000_000) int quarter,
            @ForAll @IntRange(min = 1, max = 5_000) int quarters) {
        Instant from = Instant.parse("2000-01-01T00:00:00Z").plusSeconds(900L * quarter);
        Instant to = from.plusSeconds(900L * quarters);
        List<Instant> starts =
                new Window(from, to, ZoneId.of(zone), step)
                        .starts().stream().map(ZonedDateTime::toInstant).toList();
        assertThat(starts.getFirst()).isBeforeOrEqualTo(from);
        assertThat(starts.getLast()).isBefore(to);
        Duration longest =
                switch (step) {
                    case HOUR -> Duration.ofHours(1);
                    case DAY -> Duration.ofHours(49);
                    case MONTH -> Duration.ofDays(32);
                };
        for (int i = 1; i < starts.size(); i++) {
            assertThat(Duration.between(starts.get(i - 1), starts.get(i)))
                    .isPositive()
                    .isLessThanOrEqualTo(longest);
        }
        assertThat(Duration.between(starts.getLast(), to)).isLessThanOrEqualTo(longest);
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList());
    }
}
