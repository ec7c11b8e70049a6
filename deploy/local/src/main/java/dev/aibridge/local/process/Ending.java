package dev.aibridge.local.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How a process is brought to its end: asked first, forced after a grace.
public enum Ending {
    /// It was gone already.
    GONE,
    /// It ended when asked.
    OBEYED,
    /// It had to be killed.
    FORCED;

    /// A killed process needs the kernel alone to go away.
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    /// Ends a process and its children; returns when they are gone.
    ///
    /// @throws IllegalStateException when a process outlives SIGKILL
    public static Ending of(Identity process, Signal asked, Duration grace) {
        if (!process.isAlive()) {
            return GONE;
        }
        return of(process, asked, grace, childrenOf(process));
    }

    /// Ends a process but not its children, whom somebody else takes care of.
    public static Ending ofAlone(Identity process, Signal asked, Duration grace) {
        return process.isAlive() ? of(process, asked, grace, List.of()) : GONE;
    }

    private static Ending of(
            Identity process, Signal asked, Duration grace, List<Identity> children) {
        asked.send(process);
        if (goneWithin(process, grace)) {
            children.forEach(Ending::force);
            return OBEYED;
        }
        force(process);
        children.forEach(Ending::force);
        return FORCED;
    }

    private static List<Identity> childrenOf(Identity process) {
        return process.find().stream()
                .flatMap(ProcessHandle::descendants)
                .flatMap(child -> Identity.of(child.pid()).stream())
                .toList();
    }

    private static void force(Identity process) {
        Signal.KILL.send(process);
        if (!goneWithin(process, KILL_LIMIT)) {
            throw new IllegalStateException("process " + process.pid() + " outlived SIGKILL");
        }
    }

    private static boolean goneWithin(Identity process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process ends", e);
        }
    }
}
