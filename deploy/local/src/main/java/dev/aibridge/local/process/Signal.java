package dev.aibridge.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/// What can be sent to a process. Java itself knows only TERM and KILL.
public enum Signal {
    /// Ends at once; PostgreSQL's fast shutdown.
    INT,
    /// Asks for an orderly end.
    TERM,
    /// Ends without asking.
    KILL,
    /// Pauses.
    STOP,
    /// Goes on after a pause.
    CONT;

    /// Sends it. A process that is gone already is no error.
    public void send(Identity process) {
        if (!process.isAlive()) {
            return;
        }
        try {
            Process kill =
                    new ProcessBuilder(
                                    "sh",
                                    "-c",
                                    "kill -s \"$0\" \"$1\" 2>&1",
                                    name(),
                                    "" + process.pid())
                            .start();
            boolean ended = kill.waitFor(5, TimeUnit.SECONDS);
            if ((!ended || kill.exitValue() != 0) && process.isAlive()) {
                throw new IllegalStateException(
                        "could not send " + name() + " to process " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "could not send " + name() + " to process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending a signal", e);
        }
    }
}
