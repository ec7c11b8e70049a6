package dev.aibridge.billing.intake;

import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.usage.Outcome.Payer;
import dev.aibridge.common.usage.UsageEvent;

/// What some events of a batch come to; amounts in micro-tokens.
///
/// @param failed of the requests, those that nobody pays for and those that broke
record Sum(long requests, long failed, long charge, long paid, Counts counts) {

    static Sum of(Booking booking) {
        UsageEvent event = booking.event();
        return new Sum(
                1,
                event.outcome().payer() == Payer.CUSTOMER ? 0 : 1,
                booking.charge(),
                booking.paid(),
                event.counts());
    }

    Sum plus(Sum other) {
        return new Sum(
                requests + other.requests,
                failed + other.failed,
                Math.addExact(charge, other.charge),
                paid + other.paid,
                counts.plus(other.counts));
    }
}
