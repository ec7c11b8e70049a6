package dev.aibridge.chaos.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.aibridge.chaos.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The Python and Node clients of OpenAI and Anthropic against the gateway. `./aibridge test`
/// installs them; one that is not there is skipped.
final class ScriptedClientsTest {

    private static final Path HOME =
            Path.of(System.getProperty("aibridge.root", "../.."), ".aibridge");

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> python() throws Exception {
        return python("judge.py");
    }

    @TestFactory
    Stream<DynamicTest> anthropicsPython() throws Exception {
        return python("anthropic_judge.py");
    }

    @TestFactory
    Stream<DynamicTest> responsesInPython() throws Exception {
        return python("responses_judge.py");
    }

    private Stream<DynamicTest> python(String name) throws Exception {
        Path python = installed("AIBRIDGE_TEST_PYTHON", "python/bin/python");
        assumeThat(python).isExecutable();
        Path script = Script.unpack("/clients/python/" + name, folder);
        return judge(new Script(List.of(python.toString()), script));
    }

    @TestFactory
    Stream<DynamicTest> node() throws Exception {
        return node("judge.mjs");
    }

    @TestFactory
    Stream<DynamicTest> anthropicsNode() throws Exception {
        return node("anthropic_judge.mjs");
    }

    private Stream<DynamicTest> node(String name) throws Exception {
        Path modules = installed("AIBRIDGE_TEST_NODE", "node").resolve("node_modules");
        assumeThat(modules).isDirectory();
        Path script = Script.unpack("/clients/node/" + name, folder);
        // A module is looked for beside the script that imports it.
        Path link = Files.createSymbolicLink(folder.resolve("node_modules"), modules);
        try {
            return judge(new Script(List.of("node"), script));
        } finally {
            Files.delete(link);
        }
    }

    private static Path installed(String setting, String standard) {
        String named = System.getenv(setting);
        return (named == null ? HOME.resolve(standard) : Path.of(named)).toAbsolutePath();
    }

    private static Stream<DynamicTest> judge(Script script)
            throws IOException, InterruptedException, SQLException {
        World world = World.shared();
        Cast cast = Cast.of(world);
        Tab tab = new Tab(world, cast.wallets());
        Map<String, String> environment = new HashMap<>(cast.environment());
        environment.put("AIBRIDGE_BASE_URL", world.gateway() + "/v1");
        Script.Report report = script.run(environment);
        return Stream.concat(
                report.checks().stream().map(ScriptedClientsTest::verdict),
                afterwards(report, tab));
    }

    private static DynamicTest verdict(Script.Check check) {
        return dynamicTest(check.check(), () -> assertThat(check.why()).isNull());
    }

    private static Stream<DynamicTest> afterwards(Script.Report report, Tab tab) {
        Map<String, String> costs = new HashMap<>();
        report.checks().forEach(check -> costs.putAll(Objects.requireNonNull(check.costs())));
        return Stream.of(
                dynamicTest(
                        "ran to its end",
                        () -> assertThat(report.exitCode()).as(report.errors()).isZero()),
                dynamicTest("the vendors' bill agrees with what is booked", tab::assertBillAgrees),
                dynamicTest("the wallets fell by exactly what was used", tab::assertWalletsAgree),
                dynamicTest("each answer said what it cost", () -> tab.assertCostsAgree(costs)));
    }
}
