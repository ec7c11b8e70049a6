package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The vendors' own Python and Node clients straight at the sandbox. `./aibridge test` installs
/// them; one that is not there is skipped.
class ScriptedClientsTest {

    private static final Path HOME =
            Path.of(System.getProperty("aibridge.root", "../.."), ".aibridge");

    /// Checks of some seconds on a machine that is busy.
    private static final int LIMIT_SECONDS = 90;

    private static Sandbox sandbox;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.unpaced());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @TestFactory
    Stream<DynamicTest> anthropicPython() throws Exception {
        return python("anthropic");
    }

    @TestFactory
    Stream<DynamicTest> anthropicNode() throws Exception {
        return node("anthropic", "@anthropic-ai/sdk");
    }

    @TestFactory
    Stream<DynamicTest> openaiPython() throws Exception {
        return python("openai");
    }

    @TestFactory
    Stream<DynamicTest> openaiNode() throws Exception {
        return node("openai", "openai");
    }

    private Stream<DynamicTest> python(String name) throws IOException, InterruptedException {
        Path python = installed("AIBRIDGE_TEST_PYTHON", "python/bin/python");
        assumeTrue(Files.isExecutable(python), "no Python client: " + python);
        boolean there = run(List.of(python.toString(), "-c", "import " + name)).exitCode() == 0;
        assumeTrue(there, "not installed: " + name);
        return judge(python.toString(), unpacked(name + "_judge.py"));
    }

    private Stream<DynamicTest> node(String name, String module)
            throws IOException, InterruptedException {
        Path modules = installed("AIBRIDGE_TEST_NODE", "node").resolve("node_modules");
        assumeTrue(Files.isDirectory(modules.resolve(module)), "not installed: " + module);
        Path script = unpacked(name + "_judge.mjs");
        // A module is looked for beside the script that imports it.
        Path link = Files.createSymbolicLink(folder.resolve("node_modules"), modules);
        try {
            return judge("node", script);
        } finally {
            Files.delete(link);
        }
    }

    private Stream<DynamicTest> judge(String program, Path script)
            throws IOException, InterruptedException {
        Ran ran = run(List.of(program, script.toString()));
        List<JsonNode> checks = ran.output().lines().map(Caller::json).toList();
        return Stream.concat(
                checks.stream().map(ScriptedClientsTest::verdict),
                Stream.of(
                        dynamicTest(
                                "ran to its end",
                                () -> {
                                    assertThat(ran.exitCode()).as(ran.errors()).isZero();
                                    assertThat(checks).isNotEmpty();
                                })));
    }

    private static DynamicTest verdict(JsonNode check) {
        return dynamicTest(
                check.path("check").asText(),
                () -> assertThat(check.path("why").asText(null)).isNull());
    }

    private Ran run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "out", ".jsonl");
        Path errors = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        builder.environment().put("SANDBOX_URL", sandbox.baseUrl());
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " hangs after " + Files.readString(output));
        }
        return new Ran(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    private Path unpacked(String resource) throws IOException {
        Path file = folder.resolve(resource);
        try (InputStream script =
                Objects.requireNonNull(
                        ScriptedClientsTest.class.getResourceAsStream("/clients/" + resource),
                        resource)) {
            Files.copy(script, file);
        }
        return file;
    }

    private static Path installed(String setting, String standard) {
        String named = System.getenv(setting);
        return (named == null ? HOME.resolve(standard) : Path.of(named)).toAbsolutePath();
    }

    /// How a program ended.
    private record Ran(int exitCode, String output, String errors) {}
}
