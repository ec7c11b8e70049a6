package dev.aibridge.local;

import dev.aibridge.local.process.Lock;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Member;
import dev.aibridge.local.stack.Options;
import dev.aibridge.local.stack.RunFile;
import dev.aibridge.local.stack.Settings;
import dev.aibridge.local.stack.Stack;
import dev.aibridge.local.stack.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/// `./aibridge up`: starts everything and stays until it is told to end.
final class Up {

    private final Settings settings;
    private final Options options;
    private final Thread main = Thread.currentThread();

    private Up(Settings settings, Options options) {
        this.settings = settings;
        this.options = options;
    }

    static int run(Settings settings, List<String> args) throws StartFailed, IOException {
        makeHome(settings.home());
        if (args.contains("-d")) {
            List<String> rest = args.stream().filter(arg -> !arg.equals("-d")).toList();
            return new Detached(settings, rest).run();
        }
        return new Up(settings, Options.of(members(args))).run();
    }

    private static Set<Member> members(List<String> labels) throws StartFailed {
        Set<Member> members = EnumSet.noneOf(Member.class);
        for (String label : labels) {
            members.add(
                    Member.of(label)
                            .orElseThrow(() -> new StartFailed("there is no part " + label)));
        }
        return members.isEmpty() ? Member.all() : members;
    }

    static Path lock(Settings settings) {
        return settings.home().resolve("launcher");
    }

    private int run() throws StartFailed, IOException {
        Optional<Lock> lock = Lock.take(lock(settings));
        if (lock.isEmpty()) {
            return Running.report(settings);
        }
        try (Lock _ = lock.get()) {
            List<String> left = Stack.recordsOf(settings.home()).endAll(settings.stopGrace());
            if (!left.isEmpty()) {
                say("an earlier launcher left " + String.join(", ", left) + " running; ended");
            }
            return stay();
        }
    }

    /// Nobody else can list it; they can pass, because PostgreSQL may run as another user than us.
    private static void makeHome(Path home) throws IOException {
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /// Ctrl-C and SIGTERM only interrupt this thread, which then ends the parts in their order: one
    /// thread starts and ends, so the two can't meet.
    private int stay() throws StartFailed, IOException {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruptAndAwait(ended)));
        try (Stack stack = Stack.of(settings, options, Up::say)) {
            start(stack);
        } finally {
            RunFile.remove(settings.home());
            ended.countDown();
        }
        return 0;
    }

    private void start(Stack stack) throws StartFailed {
        Supervisor supervisor =
                new Supervisor(settings.startLimit(), Up::say, () -> writeRunFile(stack));
        try {
            stack.start();
            if (stack.hasDatabase()) {
                Demo.open(stack);
            }
            writeRunFile(stack);
            say(Running.banner(stack.settings(), runFile(stack)));
            stack.parts().forEach(supervisor::watch);
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            say("stopping …");
        } finally {
            // From here on an interrupt would only leave processes behind.
            boolean _ = Thread.interrupted();
            supervisor.close();
            stack.stop();
        }
    }

    private void interruptAndAwait(CountDownLatch ended) {
        main.interrupt();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeRunFile(Stack stack) {
        try {
            runFile(stack).write(settings.home());
        } catch (IOException | StartFailed e) {
            throw new IllegalStateException("can't write run.json", e);
        }
    }

    private RunFile runFile(Stack stack) throws StartFailed {
        Map<String, Long> pids = new TreeMap<>();
        stack.parts().forEach(part -> pids.put(part.name(), part.pid()));
        pids.put("launcher", ProcessHandle.current().pid());
        return RunFile.of(stack, pids);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
