package dev.aibridge.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// What came of the requests of one load: written by its event loop, read when that has ended.
final class Answered {

    private final CountDownLatch running;
    private final LongStream.Builder nanos = LongStream.builder();
    private long count;
    private @Nullable Throwable failure;

    /// @param ends after how many ends the load is over
    Answered(int ends) {
        running = new CountDownLatch(ends);
    }

    /// Notes an answer; `false` when it was none, which ends one of the load's ends.
    ///
    /// @param begunNanos when it was asked, or was to be
    boolean add(@Nullable Throwable cause, long begunNanos) {
        if (cause != null) {
            failure = cause;
            running.countDown();
            return false;
        }
        nanos.add(System.nanoTime() - begunNanos);
        count++;
        return true;
    }

    /// Notes the answer to the only request of an end.
    void addLast(@Nullable Throwable cause, long begunNanos) {
        if (add(cause, begunNanos)) {
            running.countDown();
        }
    }

    /// One of the ends asks nothing more.
    void oneEnded() {
        running.countDown();
    }

    /// Waits until all have ended.
    ///
    /// @throws BenchFailed when one was not answered as it should be, or not in time
    void await(Duration limit) throws BenchFailed, InterruptedException {
        boolean over = running.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (failure != null) {
            throw new BenchFailed("the load failed: " + failure.getMessage());
        }
        if (!over) {
            throw new BenchFailed("requests were not answered within " + limit);
        }
    }

    long count() {
        return count;
    }

    /// Each answer's time, sorted.
    long[] nanos() {
        return nanos.build().sorted().toArray();
    }
}
