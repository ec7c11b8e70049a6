package dev.aibridge.billing.statements;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The time that a usage statement covers, cut into steps by the clock of a zone.
///
/// @param from the first moment
/// @param to the first moment after it
public record Window(Instant from, Instant to, ZoneId zone, Step step) {

    private static final Duration SLOT = Duration.ofMinutes(15);

    /// Usage is summed by quarters of an hour: what is cut is taken whole.
    public Window {
        from = slot(from);
        to = slot(to.minusNanos(1)).plus(SLOT);
    }

    private static Instant slot(Instant time) {
        return time.minusSeconds(Math.floorMod(time.getEpochSecond(), SLOT.toSeconds()))
                .truncatedTo(ChronoUnit.SECONDS);
    }

    /// The starts of its steps; the first may lie before it.
    List<ZonedDateTime> starts() {
        List<ZonedDateTime> starts = new ArrayList<>();
        for (ZonedDateTime start = step.start(from.atZone(zone));
                start.toInstant().isBefore(to);
                start = step.next(start)) {
            starts.add(start);
        }
        return starts;
    }

    /// Where its steps part, its own ends included: one more than it has steps.
    List<OffsetDateTime> edges() {
        return Stream.of(
                        Stream.of(from),
                        starts().stream().skip(1).map(ZonedDateTime::toInstant),
                        Stream.of(to))
                .flatMap(times -> times)
                .map(time -> time.atOffset(ZoneOffset.UTC))
                .toList();
    }
}
