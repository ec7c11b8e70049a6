package dev.aibridge.billing.intake;

import dev.aibridge.common.usage.Outcome.Payer;
import dev.aibridge.common.usage.UsageEvent;

/// An event as it is booked; amounts in micro-tokens.
///
/// @param charge as billing rates it: paid + goodwill + overrun
/// @param balanceAfter the wallet's posted balance right after
record Booking(
        UsageEvent event, long charge, long paid, long goodwill, long overrun, long balanceAfter) {

    private static final long QUARTER_HOUR_MS = 900_000;

    /// Refuses amounts that do not add up, or that the wrong one pays.
    Booking {
        if (charge != paid + goodwill + overrun
                || Math.min(paid, Math.min(goodwill, overrun)) < 0) {
            throw new IllegalArgumentException("a charge of " + charge + " that does not add up");
        }
        if (goodwill > 0 && event.outcome().payer() != Payer.GOODWILL) {
            throw new IllegalArgumentException("goodwill for " + event.outcome());
        }
    }

    /// The UTC day in the id, as days since 1970.
    int epochDay() {
        return Days.of(event.id());
    }

    /// The start of its quarter of an hour, in milliseconds since 1970.
    long quarterHourMs() {
        return Math.floorDiv(event.admittedAtMs(), QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
    }
}
