package dev.aibridge.local.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One process of the system, that can be started, ended, killed, paused and started again.
public final class Part {

    /// Lines of a log that are shown with a failure.
    private static final int SHOWN_LINES = 15;

    private final Plan plan;
    private final Records records;
    private @Nullable Run run;

    private record Run(Process process, Identity identity, Log log, Instant since) {}

    /// A part that isn't started yet.
    ///
    /// @param records where its pid is kept while it runs
    public Part(Plan plan, Records records) {
        this.plan = plan;
        this.records = records;
    }

    /// How it is run.
    public Plan plan() {
        return plan;
    }

    /// Its name: `gateway`.
    public String name() {
        return plan.name();
    }

    /// Starts the process and returns without waiting until it answers.
    ///
    /// @throws StartFailed when it could not even be started
    public synchronized void start() throws StartFailed {
        if (isAlive()) {
            throw new IllegalStateException(name() + " runs already");
        }
        try {
            Command command = plan.recipe().command();
            Process process = command.start();
            Identity identity =
                    Identity.of(process.pid()).orElse(new Identity(process.pid(), "gone at once"));
            Instant now = Instant.now();
            run = new Run(process, identity, new Log(command.log()), now);
            records.write(
                    new Recorded(name(), identity, plan.port(), plan.probe(), plan.asked(), now));
        } catch (IOException e) {
            throw new StartFailed(name() + " could not be started: " + e.getMessage(), e);
        }
    }

    /// Waits until it answers.
    ///
    /// @throws StartFailed when it ends or doesn't answer in time; says why, with its last lines
    public void awaitReady(Duration limit) throws StartFailed, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Run current = running();
        while (!plan.probe().answers()) {
            if (!current.process().isAlive()) {
                throw new StartFailed(
                        name()
                                + " ended with exit code "
                                + current.process().exitValue()
                                + " while it started"
                                + lastLines());
            }
            if (System.nanoTime() > deadline) {
                throw new StartFailed(
                        name()
                                + " does not answer at "
                                + plan.probe().address()
                                + " after "
                                + limit.toSeconds()
                                + " s"
                                + lastLines());
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
    }

    /// Waits until the process has ended, by whoever's hand.
    ///
    /// @return its exit code; 128 + n for signal n
    public int awaitExit() throws InterruptedException {
        return running().process().waitFor();
    }

    /// Ends it: asked first, killed after the grace. Nothing happens when it isn't running.
    public synchronized Ending stop() {
        Run current = run;
        if (current == null) {
            return Ending.GONE;
        }
        Ending ending = Ending.of(current.identity(), plan.asked(), plan.grace());
        run = null;
        records.remove(name());
        return ending;
    }

    /// SIGKILL, as a crash would do; the record stays, as it would.
    public synchronized void kill() throws InterruptedException {
        Signal.KILL.send(running().identity());
        running().process().waitFor();
    }

    /// SIGSTOP: it hangs until [#resume].
    public void pause() {
        Signal.STOP.send(running().identity());
    }

    /// SIGCONT.
    public void resume() {
        Signal.CONT.send(running().identity());
    }

    /// Ends it in order, starts it and waits until it answers.
    public void restart(Duration limit) throws StartFailed, InterruptedException {
        stop();
        start();
        awaitReady(limit);
    }

    /// Whether the process exists.
    public synchronized boolean isAlive() {
        return run != null && run.process().isAlive();
    }

    /// Its pid.
    ///
    /// @throws IllegalStateException when it was not started
    public long pid() {
        return running().identity().pid();
    }

    /// When it was last started; empty when it isn't.
    public synchronized Optional<Instant> since() {
        return Optional.ofNullable(run).map(Run::since);
    }

    /// The end of its log, each line indented, to stand under a message.
    public String lastLines() {
        Log log = running().log();
        StringBuilder text = new StringBuilder(". The end of ").append(log.file()).append(':');
        log.tail(SHOWN_LINES).forEach(line -> text.append("\n    ").append(line));
        return text.toString();
    }

    private synchronized Run running() {
        if (run == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return run;
    }
}
