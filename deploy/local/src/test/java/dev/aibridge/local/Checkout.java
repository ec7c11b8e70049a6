package dev.aibridge.local;

import dev.aibridge.local.postgres.Trees;
import dev.aibridge.local.process.Identity;
import dev.aibridge.local.process.Recorded;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Port;
import dev.aibridge.local.stack.RunFile;
import dev.aibridge.local.stack.Settings;
import dev.aibridge.local.stack.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// A checkout for one test: stand-ins where the applications are, ports nobody else has, and the
/// launcher as a process of its own.
final class Checkout implements AutoCloseable {

    /// A shell that runs the tests in the background has them ignore Ctrl-C, and who they start
    /// too.
    private static final List<String> HEARS_SIGNALS =
            System.getProperty("os.name").equals("Linux")
                    ? List.of("env", "--default-signal=INT")
                    : List.of();

    private final Path root = Files.createTempDirectory("aibridge-checkout");
    private final Map<String, String> env = new HashMap<>();

    /// How a command went.
    record Result(int exitCode, String output) {}

    Checkout() throws IOException {
        standIn("deploy/sandbox/target/sandbox-1.jar");
        standIn("billing/target/quarkus-app/quarkus-run.jar");
        standIn("gateway/target/quarkus-app/quarkus-run.jar");
        standIn("portal/target/quarkus-app/quarkus-run.jar");
        for (Port port : Port.values()) {
            env.put(port.setting(), Integer.toString(Port.anyFree()));
        }
        env.put(
                "AIBRIDGE_CACHE_DIR",
                Path.of(System.getProperty("aibridge.root", "../.."), ".aibridge/cache")
                        .toAbsolutePath()
                        .normalize()
                        .toString());
        env.put("AIBRIDGE_STOP_GRACE_SECONDS", "1");
        for (String application : List.of("SANDBOX", "BILLING", "GATEWAY", "PORTAL")) {
            env.put("AIBRIDGE_" + application + "_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        }
    }

    /// A jar of nothing but the way to the stand-in.
    private void standIn(String path) throws IOException {
        Path classes =
                Path.of(
                        StandIn.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        Path main = root.resolve(path);
        Files.createDirectories(main.resolveSibling(""));
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
        attributes.put(Attributes.Name.CLASS_PATH, classes.toUri().toString());
        try (OutputStream file = Files.newOutputStream(main);
                JarOutputStream _ = new JarOutputStream(file, manifest)) {
            // The manifest is all there is.
        }
    }

    Checkout with(String name, String value) {
        env.put(name, value);
        return this;
    }

    String port(Port port) {
        return env.getOrDefault(port.setting(), "");
    }

    /// Starts a command of the launcher, its output into a file.
    Process start(Path output, String... args) throws IOException {
        List<String> line = new ArrayList<>(HEARS_SIGNALS);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Daibridge.root=" + root, "-cp"));
        line.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
        line.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(env);
        return builder.redirectOutput(output.toFile()).start();
    }

    /// Runs a command of the launcher to its end.
    Result run(String... args) throws IOException, InterruptedException {
        Path output = Files.createTempFile(root, "command", ".txt");
        Process process = start(output, args);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", args) + " hangs");
        }
        return new Result(process.exitValue(), Files.readString(output));
    }

    Path home() {
        return root.resolve(".aibridge");
    }

    Records records() {
        return Stack.recordsOf(home());
    }

    Identity identity(String part) {
        return records().find(part).map(Recorded::identity).orElseThrow();
    }

    boolean isUp() throws IOException {
        return RunFile.read(home()).isPresent();
    }

    String log(String name) throws IOException {
        return Files.readString(home().resolve("logs").resolve(name + ".log"));
    }

    /// Whatever a test left running is ended.
    @Override
    public void close() throws IOException, StartFailed {
        new Down(new Settings(home(), root, env)).run();
        Trees.delete(root);
    }
}
