package dev.aibridge.local;

import dev.aibridge.local.process.Command;
import dev.aibridge.local.process.Lock;
import dev.aibridge.local.process.Log;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.RunFile;
import dev.aibridge.local.stack.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `./aibridge up -d`: a launcher of its own in the background; returns when the system is up.
///
/// @param settings the environment
/// @param parts which parts are wanted; none: all
record Detached(Settings settings, List<String> parts) {

    int run() throws StartFailed, IOException {
        if (Lock.holder(Up.lock(settings)).isPresent()) {
            return Running.report(settings);
        }
        Path log = settings.log("launcher");
        new Log(log).rotate();
        Process launcher = new Command(line(), settings.env(), log).start();
        int shown = 0;
        while (launcher.isAlive() && !isUp(launcher.pid())) {
            shown = show(log, shown);
            await();
        }
        show(log, shown);
        return launcher.isAlive() ? 0 : Math.max(1, launcher.exitValue());
    }

    private List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        line.add("up");
        line.addAll(parts);
        return line;
    }

    private boolean isUp(long pid) throws IOException {
        return RunFile.read(settings.home())
                .filter(run -> run.pids().getOrDefault("launcher", -1L) == pid)
                .isPresent();
    }

    private static int show(Path log, int shown) throws IOException {
        if (!Files.exists(log)) {
            return shown;
        }
        List<String> lines = Files.readAllLines(log);
        lines.subList(Math.min(shown, lines.size()), lines.size()).forEach(System.out::println);
        return lines.size();
    }

    private static void await() throws StartFailed {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted; the launcher goes on in the background", e);
        }
    }
}
