package dev.aibridge.local;

import dev.aibridge.local.process.Ending;
import dev.aibridge.local.process.Identity;
import dev.aibridge.local.process.Lock;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.process.Signal;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.RunFile;
import dev.aibridge.local.stack.Settings;
import dev.aibridge.local.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `./aibridge down`: ends the launcher, which ends its parts, and whatever a launcher that was
/// killed left behind.
///
/// @param settings the environment
record Down(Settings settings) {

    int run() throws StartFailed, IOException {
        Records records = Stack.recordsOf(settings.home());
        Optional<Identity> launcher = Lock.holder(Up.lock(settings));
        Duration grace = settings.stopGrace();
        if (launcher.isPresent()) {
            // It may have to wait for the grace of each part in turn, and one for itself.
            Duration all = grace.multipliedBy(records.all().size() + 1L);
            report(Ending.ofAlone(launcher.get(), Signal.TERM, all));
        }
        List<String> left = records.endAll(grace);
        if (!left.isEmpty()) {
            System.out.println("ended what was left: " + String.join(", ", left));
        }
        if (Files.isDirectory(settings.home())) {
            RunFile.remove(settings.home());
        }
        if (launcher.isEmpty() && left.isEmpty()) {
            System.out.println("AI Bridge was not running");
        }
        return 0;
    }

    private static void report(Ending ending) {
        System.out.println(
                ending == Ending.FORCED
                        ? "the launcher did not end when asked; it was killed"
                        : "AI Bridge is down");
    }
}
