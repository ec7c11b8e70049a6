package dev.aibridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./aibridge` itself, as far as it goes without building.
final class ScriptTest {

    @TempDir private Path folder;

    private record Result(int exitCode, String output) {}

    @Test
    void helpsWithEveryCommand() throws Exception {
        for (String[] asked : new String[][] {{"help"}, {"--help"}, {}}) {
            Result help = run(Map.of(), asked);
            assertThat(help.exitCode()).isZero();
            assertThat(help.output())
                    .contains("up", "down", "status", "logs", "test", "bench", "verify", "help");
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        Result unknown = run(Map.of(), "launch");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.output()).contains("usage: ./aibridge");
    }

    @Test
    void saysWhatToInstallWhenThereIsNoJdk25() throws Exception {
        Path old = jdk("old", "javac 21.0.2");
        Result result =
                run(
                        Map.of(
                                "AIBRIDGE_JAVA_HOME", old.toString(),
                                "JAVA_HOME", folder.resolve("nothing").toString(),
                                "AIBRIDGE_JAVA_SEARCH", old.toString(),
                                "PATH", "/usr/bin:/bin"),
                        "status");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("needs a JDK 25").contains("AIBRIDGE_JAVA_HOME");
    }

    @Test
    void passesOverAnOlderJdk() throws Exception {
        Path old = jdk("old", "javac 21.0.2");
        Path next = jdk("next", "javac 26-ea");
        Result result =
                run(
                        Map.of(
                                "AIBRIDGE_JAVA_HOME", old.toString(),
                                "JAVA_HOME", next.toString()),
                        "jdk");
        assertThat(result.exitCode()).isZero();
        assertThat(result.output().trim()).isEqualTo(next.toString());
    }

    private Path jdk(String name, String version) throws IOException {
        Path bin = Files.createDirectories(folder.resolve(name).resolve("bin"));
        Path javac = bin.resolve("javac");
        Files.writeString(javac, "#!/bin/sh\necho '" + version + "'\n");
        Files.setPosixFilePermissions(javac, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder.resolve(name);
    }

    private static Result run(Map<String, String> env, String... args)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("aibridge.root", "../.."), "aibridge").toString());
        line.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(env);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
