package dev.aibridge.portal.usage;

import dev.aibridge.portal.format.Format;
import java.time.ZonedDateTime;
import java.util.Locale;

/// How long one bar is, by the clock of its time zone.
enum Step {
    /// An hour; the next begins with the next full hour on the clock.
    HOUR {
        @Override
        ZonedDateTime next(ZonedDateTime start) {
            return start.plusMinutes(60 - start.getMinute());
        }

        @Override
        String label(ZonedDateTime start, Format format, boolean oneDay) {
            String time = format.time(start.toInstant());
            return oneDay ? time : format.shortDay(start.toLocalDate()) + " " + time;
        }

        @Override
        String name(ZonedDateTime start, Format format) {
            return format.day(start.toLocalDate()) + " " + format.time(start.toInstant());
        }
    },
    /// A day of 23, 24 or 25 hours; not every zone has every midnight.
    DAY {
        @Override
        ZonedDateTime next(ZonedDateTime start) {
            return start.toLocalDate().plusDays(1).atStartOfDay(start.getZone());
        }

        @Override
        String label(ZonedDateTime start, Format format, boolean oneDay) {
            return format.shortDay(start.toLocalDate());
        }

        @Override
        String name(ZonedDateTime start, Format format) {
            return format.day(start.toLocalDate());
        }
    };

    /// When the next one begins.
    abstract ZonedDateTime next(ZonedDateTime start);

    /// Under its bar.
    ///
    /// @param oneDay whether all bars together are no longer than a day
    abstract String label(ZonedDateTime start, Format format, boolean oneDay);

    /// In its table.
    abstract String name(ZonedDateTime start, Format format);

    /// As addresses and billing call it: `hour`.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
