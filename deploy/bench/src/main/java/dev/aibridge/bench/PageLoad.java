package dev.aibridge.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Loads a page again and again, so many at a time, each next one when one is answered.
///
/// @param site what is asked
/// @param concurrency loads at a time
record PageLoad(Site site, int concurrency) {

    /// Loads a page so many times.
    ///
    /// @return the time of each load in nanoseconds, sorted
    /// @throws BenchFailed when a load was not answered with its page
    long[] run(String path, int times) throws BenchFailed, InterruptedException {
        Callable<Long> load = () -> nanos(path);
        try (ExecutorService threads = Executors.newFixedThreadPool(concurrency)) {
            return sorted(threads.invokeAll(Collections.nCopies(times, load)));
        }
    }

    private long nanos(String path) throws Exception {
        long begun = System.nanoTime();
        site.load(path);
        return System.nanoTime() - begun;
    }

    private static long[] sorted(List<Future<Long>> loads)
            throws BenchFailed, InterruptedException {
        long[] nanos = new long[loads.size()];
        try {
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = loads.get(i).get();
            }
        } catch (ExecutionException e) {
            throw new BenchFailed("a page was not loaded: " + e.getCause());
        }
        Arrays.sort(nanos);
        return nanos;
    }
}
