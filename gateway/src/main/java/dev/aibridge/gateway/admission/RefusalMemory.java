package dev.aibridge.gateway.admission;

import org.jspecify.annotations.Nullable;

/// The last "no" for money, which for a while answers others who need as much. Not safe for
/// threads.
final class RefusalMemory {

    private @Nullable HoldAnswer answer;
    private long minimum;
    private long untilNanos;

    void remember(HoldAnswer refusal, long refusedMinimum, long until) {
        answer = refusal;
        minimum = refusedMinimum;
        untilNanos = until;
    }

    void forget() {
        answer = null;
    }

    /// Whether nobody was refused since somebody was served.
    boolean isEmpty() {
        return answer == null;
    }

    /// The answer to somebody who needs at least so much; `null` when the database must be asked.
    @Nullable HoldAnswer answer(long neededMinimum, long nowNanos) {
        return nowNanos - untilNanos > 0 || neededMinimum < minimum ? null : answer;
    }
}
