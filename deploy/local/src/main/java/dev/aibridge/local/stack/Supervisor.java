package dev.aibridge.local.stack;

import dev.aibridge.local.process.Part;
import dev.aibridge.local.process.StartFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Starts every part again that ends by itself, with a pause that doubles up to half a minute.
public final class Supervisor implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// Who ran this long is taken to be well: the next pause is the first one again.
    private static final Duration WELL_AFTER = Duration.ofMinutes(1);

    private final Duration startLimit;
    private final Consumer<String> terminal;
    private final Runnable changed;
    private final ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor();

    /// @param startLimit how long a part may take until it answers
    /// @param terminal gets what happened
    /// @param changed run after a part was started again: its pid is another
    public Supervisor(Duration startLimit, Consumer<String> terminal, Runnable changed) {
        this.startLimit = startLimit;
        this.terminal = terminal;
        this.changed = changed;
    }

    /// Watches a part that runs.
    public void watch(Part part) {
        watchers.execute(
                () -> {
                    try {
                        keepAlive(part);
                    } catch (InterruptedException _) {
                        // Closed: the part is ended by whoever closes.
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        terminal.accept(part.name() + " is no longer watched: " + e);
                        throw e;
                    }
                });
    }

    private void keepAlive(Part part) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            int exitCode = part.awaitExit();
            Duration lived = Duration.between(part.since().orElseThrow(), Instant.now());
            pause = lived.compareTo(WELL_AFTER) > 0 ? FIRST_PAUSE : pause;
            terminal.accept(
                    part.name()
                            + " ended by itself with exit code "
                            + exitCode
                            + " after "
                            + lived.toSeconds()
                            + " s; it is started again in "
                            + pause.toSeconds()
                            + " s"
                            + part.lastLines());
            pause = startAgain(part, pause);
        }
    }

    /// @return the pause before the next attempt
    private Duration startAgain(Part part, Duration first) throws InterruptedException {
        Duration pause = first;
        while (true) {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            pause = longer(pause);
            try {
                part.start();
                changed.run();
                part.awaitReady(startLimit);
                terminal.accept(part.name() + " is back");
                return pause;
            } catch (StartFailed e) {
                terminal.accept(e.getMessage());
                if (part.isAlive()) {
                    return pause;
                }
                terminal.accept(part.name() + " is started again in " + pause.toSeconds() + " s");
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /// Stops watching; afterwards nothing is started any more.
    @Override
    public void close() {
        watchers.shutdownNow();
        watchers.close();
    }
}
