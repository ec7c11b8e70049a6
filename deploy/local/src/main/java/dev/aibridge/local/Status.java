package dev.aibridge.local;

import dev.aibridge.local.process.Identity;
import dev.aibridge.local.process.Lock;
import dev.aibridge.local.process.Recorded;
import dev.aibridge.local.stack.Settings;
import dev.aibridge.local.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `./aibridge status`: every process with its state, pid, port and uptime.
///
/// @param settings the environment
record Status(Settings settings) {

    private static final int NOT_RUNNING = 3;
    private static final String ROW = "%-10s %-13s %8s %6s  %s%n";

    int run() throws IOException {
        Optional<Identity> launcher = Lock.holder(Up.lock(settings));
        List<Recorded> records = Stack.recordsOf(settings.home()).all();
        if (launcher.isEmpty() && records.isEmpty()) {
            System.out.println("AI Bridge is not running");
            return NOT_RUNNING;
        }
        System.out.printf(ROW, "NAME", "STATE", "PID", "PORT", "UPTIME");
        records.forEach(Status::print);
        System.out.printf(
                ROW,
                "launcher",
                launcher.isPresent() ? "running" : "gone",
                launcher.map(id -> "" + id.pid()).orElse("-"),
                "-",
                "");
        boolean well =
                launcher.isPresent()
                        && records.stream().allMatch(entry -> state(entry).equals("healthy"));
        return well ? 0 : NOT_RUNNING;
    }

    private static void print(Recorded entry) {
        boolean alive = entry.identity().isAlive();
        System.out.printf(
                ROW,
                entry.name(),
                state(entry),
                alive ? entry.identity().pid() : "-",
                entry.port(),
                alive ? uptime(Duration.between(entry.since(), Instant.now())) : "-");
    }

    private static String state(Recorded entry) {
        if (!entry.identity().isAlive()) {
            return "gone";
        }
        return entry.probe().answers() ? "healthy" : "not answering";
    }

    private static String uptime(Duration time) {
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() > 0
                        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                        : time.toSeconds() + " s";
    }
}
