package dev.aibridge.billing.statements;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/// How long a row of a usage statement is, by the clock of its time zone.
public enum Step {
    HOUR {
        @Override
        ZonedDateTime start(ZonedDateTime time) {
            return time.minusMinutes(time.getMinute()).truncatedTo(ChronoUnit.MINUTES);
        }

        // To the next full hour on the clock: where clocks change by half an hour, one is short.
        @Override
        ZonedDateTime next(ZonedDateTime start) {
            return start.plusMinutes(60 - start.getMinute());
        }
    },
    DAY {
        @Override
        ZonedDateTime start(ZonedDateTime time) {
            return time.toLocalDate().atStartOfDay(time.getZone());
        }

        // 23, 24 or 25 hours later; not every zone has every midnight.
        @Override
        ZonedDateTime next(ZonedDateTime start) {
            ZoneId zone = start.getZone();
            return start.toLocalDate().plusDays(1).atStartOfDay(zone);
        }
    },
    MONTH {
        @Override
        ZonedDateTime start(ZonedDateTime time) {
            return time.toLocalDate().withDayOfMonth(1).atStartOfDay(time.getZone());
        }

        @Override
        ZonedDateTime next(ZonedDateTime start) {
            return start.toLocalDate().plusMonths(1).atStartOfDay(start.getZone());
        }
    };

    /// The start of the step that the time is in.
    abstract ZonedDateTime start(ZonedDateTime time);

    /// The start of the step after the one that starts there.
    abstract ZonedDateTime next(ZonedDateTime start);
}
