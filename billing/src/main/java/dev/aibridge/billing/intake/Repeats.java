package dev.aibridge.billing.intake;

import dev.aibridge.common.usage.UsageEvent;

/// Tells a repeated shipment from another event under the same id.
final class Repeats {

    private Repeats() {}

    /// Whether an arrival says what was booked. The charge is not compared: the booked one is
    /// billing's, and counts and book decide it. Nor is its lease, which nobody asks for later.
    static boolean same(UsageEvent booked, UsageEvent arrived) {
        return booked.equals(withCharge(arrived, booked.charge()));
    }

    private static UsageEvent withCharge(UsageEvent e, long charge) {
        return new UsageEvent(
                e.id(),
                e.holder(),
                e.seq(),
                e.tenant(),
                e.key(),
                e.wallet(),
                e.endpoint(),
                e.model(),
                e.channel(),
                e.bookSeq(),
                e.outcome(),
                e.source(),
                e.counts(),
                charge,
                e.status(),
                e.streamed(),
                e.attempts(),
                e.admittedAtMs(),
                e.firstByteMs(),
                e.durationMs(),
                false);
    }
}
