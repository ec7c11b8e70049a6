package dev.aibridge.chaos.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Many calls that begin at one moment.
final class Together {

    private Together() {}

    /// The results of `count` calls that are all let go at once.
    static <T> List<T> run(int count, Each<T> call) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(count);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running =
                    IntStream.range(0, count)
                            .mapToObj(
                                    i ->
                                            threads.submit(
                                                    (Callable<T>)
                                                            () -> {
                                                                ready.countDown();
                                                                go.await();
                                                                return call.call(i);
                                                            }))
                            .toList();
            ready.await();
            go.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("a call failed", e.getCause());
        }
    }

    /// A question to one of several.
    @FunctionalInterface
    interface Asked<W, A> {

        A ask(W whom) throws Exception;
    }

    /// One of the calls.
    @FunctionalInterface
    interface Each<T> {

        T call(int number) throws Exception;
    }
}
