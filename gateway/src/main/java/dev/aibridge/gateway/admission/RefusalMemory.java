package dev.aibridge.gateway.admission;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The last "no" for money, which for a while answers others who need as much. Not safe for
/// threads.
final class RefusalMemory {

    private final long lifeNanos;
    private @Nullable HoldAnswer answer;
    private long minimum;
    private long untilNanos;

    RefusalMemory(Duration life) {
        this.lifeNanos = life.toNanos();
    }

    void remember(HoldAnswer refusal, long refusedMinimum) {
        answer = refusal;
        minimum = refusedMinimum;
        untilNanos = System.nanoTime() + lifeNanos;
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
