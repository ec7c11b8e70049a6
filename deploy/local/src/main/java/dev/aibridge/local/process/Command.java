package dev.aibridge.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is run: arguments, the environment on top of ours, and the file that takes its output.
///
/// @param argv program and arguments
/// @param env variables set for it alone
/// @param log gets standard output and error, appended
public record Command(List<String> argv, Map<String, String> env, Path log) {

    /// Secrets of our own environment go only to the process that is given them.
    private static final Pattern SECRET = Pattern.compile(".*_(KEY|PASSWORD|PEPPER|SECRET|TOKEN)");

    /// Copies, so that what was checked is what runs.
    public Command {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }

    /// Starts it in a process group of its own, so that Ctrl-C reaches the launcher alone and the
    /// parts are stopped in their order.
    ///
    /// @throws IOException when the program can't be started
    public Process start() throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        List<String> line = new ArrayList<>(ownGroup());
        line.addAll(argv);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(SECRET.asMatchPredicate());
        builder.environment().putAll(env);
        return builder.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /// Both replace themselves by the program, so the pid stays.
    private static List<String> ownGroup() {
        if (onPath("setsid").isPresent()) {
            return List.of("setsid");
        }
        if (onPath("perl").isPresent()) {
            return List.of("perl", "-e", "setpgrp(0, 0); exec @ARGV or die $!");
        }
        return List.of();
    }

    /// The program of a name, as a shell would find it.
    public static Optional<Path> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        for (String folder : path.split(":", -1)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
