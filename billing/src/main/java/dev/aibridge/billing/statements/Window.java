package dev.aibridge.billing.statements;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/// The time that a usage statement covers, cut into steps by the clock of a zone.
///
/// @param from the first moment
/// @param to the first moment after it
public record Window(Instant from, Instant to, ZoneId zone, Step step) {

    private static final long SLOT_SECONDS = Duration.ofMinutes(15).toSeconds();

    /// Usage is summed by quarters of an hour: what is cut is taken whole.
    public Window {
        from =
                Instant.ofEpochSecond(
                        Math.floorDiv(from.getEpochSecond(), SLOT_SECONDS) * SLOT_SECONDS);
        to = Instant.ofEpochSecond(Math.ceilDiv(to.getEpochSecond(), SLOT_SECONDS) * SLOT_SECONDS);
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
}
