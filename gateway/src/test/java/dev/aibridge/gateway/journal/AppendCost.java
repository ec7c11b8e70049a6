package dev.aibridge.gateway.journal;

import dev.aibridge.common.usage.UsageEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/// Measures what an append costs: `AppendCost <folder> <threads>`. A bench, not a test.
final class AppendCost {

    private static final int ROUNDS = 12;
    private static final int PAIRS = 200_000;

    private AppendCost() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int threads = Integer.parseInt(args[1]);
        try (JournalDir dir = JournalDir.open(Path.of(args[0]), Long.MAX_VALUE)) {
            for (int round = 0; round < ROUNDS; round++) {
                measure(dir, threads);
            }
        }
    }

    private static void measure(JournalDir dir, int threads)
            throws IOException, InterruptedException {
        UUID holder = UUID.randomUUID();
        HolderJournal journal = HolderJournal.begin(dir, holder, threads * PAIRS * 800);
        CountDownLatch go = new CountDownLatch(1);
        Thread[] running = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            running[t] = Thread.ofPlatform().start(() -> append(journal, go));
        }
        long begin = System.nanoTime();
        go.countDown();
        for (Thread thread : running) {
            thread.join();
        }
        long nanos = System.nanoTime() - begin;
        System.out.println(nanos / (2L * PAIRS) + " ns per append, " + threads + " threads");
        journal.folder().delete();
        Files.deleteIfExists(journal.folder().path());
    }

    private static void append(HolderJournal journal, CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        UUID somebody = UUID.randomUUID();
        for (int i = 0; i < PAIRS; i++) {
            if (journal.admit((holder, seq) -> Events.of(somebody, holder, seq))
                    instanceof Admitted.Request request) {
                UsageEvent event = request.event();
                journal.end(Events.completed(event, 1));
            }
        }
    }
}
