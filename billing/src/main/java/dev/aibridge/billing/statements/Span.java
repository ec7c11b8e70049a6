package dev.aibridge.billing.statements;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The lengths of time that usage is summed by, each aligned to UTC and made of the one before.
enum Span {
    QUARTER(900),
    HOUR(3_600),
    DAY(86_400);

    /// A stretch of time that sums of one span make up exactly.
    ///
    /// @param sign 1, or -1 when it is to be taken away
    /// @param until the first moment after it
    record Piece(Span span, int sign, Instant since, Instant until) {

        private long sums() {
            return Duration.between(since, until).toSeconds() / span.seconds;
        }

        private Piece negated() {
            return new Piece(span, -sign, since, until);
        }
    }

    private final long seconds;

    Span(long seconds) {
        this.seconds = seconds;
    }

    /// As in `usage.sum`.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// How long it is.
    long seconds() {
        return seconds;
    }

    /// The start that is nearest to the time.
    private Instant nearest(Instant time) {
        long starts = Math.floorDiv(time.getEpochSecond() + seconds / 2, seconds);
        return Instant.ofEpochSecond(starts * seconds);
    }

    /// The fewest sums that come to the time between two full quarters of an hour. A day of a zone
    /// is a day of UTC, with the hours that it begins earlier and without those that it ends
    /// earlier: some ten sums where hours alone would be twenty-four.
    static List<Piece> cut(Instant since, Instant until) {
        return DAY.pieces(since, until);
    }

    private List<Piece> pieces(Instant since, Instant until) {
        if (this == QUARTER) {
            return List.of(new Piece(this, 1, since, until));
        }
        List<Piece> shorter = shorter().pieces(since, until);
        Instant first = nearest(since);
        Instant last = nearest(until);
        if (!first.isBefore(last)) {
            return shorter;
        }
        List<Piece> longer = new ArrayList<>(between(since, first));
        longer.add(new Piece(this, 1, first, last));
        longer.addAll(between(last, until));
        return sums(longer) < sums(shorter) ? longer : shorter;
    }

    /// From one time to the other, in shorter spans; taken away when it is backwards.
    private List<Piece> between(Instant from, Instant to) {
        if (from.equals(to)) {
            return List.of();
        }
        return from.isBefore(to)
                ? shorter().pieces(from, to)
                : shorter().pieces(to, from).stream().map(Piece::negated).toList();
    }

    private Span shorter() {
        return values()[ordinal() - 1];
    }

    private static long sums(List<Piece> pieces) {
        return pieces.stream().mapToLong(Piece::sums).sum();
    }
}
