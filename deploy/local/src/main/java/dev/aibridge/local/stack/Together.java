package dev.aibridge.local.stack;

import dev.aibridge.local.process.StartFailed;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Steps that don't need each other, run at once.
final class Together {

    private Together() {}

    /// Runs all; the first failure interrupts the others and is thrown.
    static void run(List<Callable<@Nullable Void>> steps) throws StartFailed, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<@Nullable Void> running = new ExecutorCompletionService<>(threads);
            steps.forEach(running::submit);
            try {
                for (int i = 0; i < steps.size(); i++) {
                    running.take().get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw failure(e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }

    private static StartFailed failure(ExecutionException e) {
        return e.getCause() instanceof StartFailed failed
                ? failed
                : new StartFailed("could not start: " + e.getCause(), e);
    }
}
