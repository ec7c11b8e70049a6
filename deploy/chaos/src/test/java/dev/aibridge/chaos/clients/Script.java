package dev.aibridge.chaos.clients;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client's checks in its own language: a program that prints one JSON line for each.
///
/// @param command the program that runs it
/// @param file the script
record Script(List<String> command, Path file) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Checks of some seconds on a machine that is busy.
    private static final int LIMIT_SECONDS = 90;

    /// How one check went.
    ///
    /// @param check its name, a sentence
    /// @param why what is wrong, with a stack; `null` when nothing is
    /// @param costs `x-aibridge-cost` by `x-request-id`
    record Check(String check, @Nullable String why, Map<String, String> costs) {}

    /// How all went.
    ///
    /// @param exitCode 0 when it ran to its end
    /// @param errors what it wrote beside the checks
    record Report(int exitCode, String errors, List<Check> checks) {}

    /// Puts a script of the resources into a folder.
    static Path unpack(String resource, Path folder) throws IOException {
        Path file = folder.resolve(Path.of(resource).getFileName());
        try (InputStream script =
                Objects.requireNonNull(Script.class.getResourceAsStream(resource), resource)) {
            Files.copy(script, file);
        }
        return file;
    }

    /// Runs it to its end.
    ///
    /// @param environment its settings
    Report run(Map<String, String> environment) throws IOException, InterruptedException {
        Path out = file.resolveSibling("out.jsonl");
        Path err = file.resolveSibling("err.txt");
        List<String> line = new ArrayList<>(command);
        line.add(file.toString());
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    file + " hangs after: " + Files.readString(out) + Files.readString(err));
        }
        List<Check> checks = new ArrayList<>();
        for (String json : Files.readAllLines(out)) {
            checks.add(JSON.readValue(json, new TypeReference<Check>() {}));
        }
        return new Report(process.exitValue(), Files.readString(err), checks);
    }
}
