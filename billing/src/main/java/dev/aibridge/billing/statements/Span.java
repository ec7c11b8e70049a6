package dev.aibridge.billing.statements;

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
    /// @param until the first moment after it
    record Piece(Span span, Instant since, Instant until) {}

    private final long seconds;

    Span(long seconds) {
        this.seconds = seconds;
    }

    /// As in `usage.sum`.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The start of the one that the time is in.
    Instant floor(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }

    /// The first start that isn't before the time.
    Instant ceiling(Instant time) {
        return floor(time.plusSeconds(seconds).minusNanos(1));
    }

    /// The fewest sums that make up the time between two full quarters of an hour, in order: whole
    /// days, whole hours at their ends, quarters at the ends of those.
    static List<Piece> cut(Instant since, Instant until) {
        List<Piece> pieces = new ArrayList<>();
        DAY.cut(since, until, pieces);
        return pieces;
    }

    private void cut(Instant since, Instant until, List<Piece> pieces) {
        Instant first = ceiling(since);
        Instant last = floor(until);
        if (first.isBefore(last)) {
            shorter(since, first, pieces);
            pieces.add(new Piece(this, first, last));
            shorter(last, until, pieces);
        } else {
            shorter(since, until, pieces);
        }
    }

    private void shorter(Instant since, Instant until, List<Piece> pieces) {
        if (since.isBefore(until)) {
            values()[ordinal() - 1].cut(since, until, pieces);
        }
    }
}
