package dev.aibridge.bench;

import dev.aibridge.common.money.Credits;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import dev.aibridge.local.postgres.Trees;
import dev.aibridge.local.process.Command;
import dev.aibridge.local.process.Part;
import dev.aibridge.local.process.Plan;
import dev.aibridge.local.process.Probe;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.process.Signal;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Member;
import dev.aibridge.local.stack.Options;
import dev.aibridge.local.stack.Port;
import dev.aibridge.local.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All processes that are measured: the whole system, nginx when it is there, and the vendor behind
/// both.
final class House implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(15);

    /// A key may ask a million times a minute; several never meet that limit.
    private static final int KEYS = 4;

    private static final String GATEWAY_OPTIONS = "AIBRIDGE_GATEWAY_JAVA_OPTIONS";

    private final Path folder;
    private final Part vendor;
    private final Optional<Part> nginx;
    private final Stack stack;
    private final List<String> keys;

    private House(Path folder, Part vendor, Optional<Part> nginx, Stack stack, List<String> keys) {
        this.folder = folder;
        this.vendor = vendor;
        this.nginx = nginx;
        this.stack = stack;
        this.keys = keys;
    }

    /// Starts everything.
    static House open() throws StartFailed, IOException, SQLException, InterruptedException {
        Path folder = Files.createTempDirectory("aibridge-bench");
        Records records = new Records(folder.resolve("processes"));
        int vendorPort = Port.anyFree();
        Part vendor = started(vendor(folder, vendorPort, records));
        int port = Port.anyFree();
        Optional<Part> nginx =
                Nginx.program()
                        .map(
                                at ->
                                        Nginx.part(
                                                at,
                                                folder.resolve("nginx"),
                                                port,
                                                vendorPort,
                                                records));
        if (nginx.isPresent()) {
            started(nginx.get());
        }
        Stack stack = stack(vendorPort);
        return new House(folder, vendor, nginx, stack, keys(stack));
    }

    private static Part started(Part part) throws StartFailed, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(part::stop));
        part.start();
        part.awaitReady(START_LIMIT);
        return part;
    }

    private static Stack stack(int vendorPort)
            throws StartFailed, IOException, InterruptedException {
        String base = "http://127.0.0.1:" + vendorPort + "/v1";
        Options options =
                Options.only(Member.POSTGRES, Member.REDIS, Member.BILLING, Member.GATEWAY)
                        .withEnv("gateway", "OPENAI_BASE_URL", base)
                        .withSetting(GATEWAY_OPTIONS, gatewayOptions());
        return Stack.start(options);
    }

    /// What the gateway's Java is run with: half the heap of a laptop's default.
    static String gatewayOptions() {
        return Optional.ofNullable(System.getenv(GATEWAY_OPTIONS))
                .orElse("-Xmx512m -XX:+ExitOnOutOfMemoryError");
    }

    private static List<String> keys(Stack stack) throws SQLException {
        Customer customer = stack.accounts().open("bench", Credits.ofTokens(1_000_000_000_000L));
        List<String> keys = new ArrayList<>(List.of(customer.key().secret()));
        while (keys.size() < KEYS) {
            keys.add(stack.accounts().addKey(customer.tenant(), KeyTerms.UNLIMITED).secret());
        }
        return keys;
    }

    private static Part vendor(Path folder, int port, Records records) {
        List<String> line =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MockVendor.class.getName(),
                        Integer.toString(port));
        Command command = new Command(line, Map.of(), folder.resolve("vendor.log"));
        Probe probe = Probe.of("http://127.0.0.1:" + port + "/");
        Duration grace = Duration.ofSeconds(5);
        return new Part(
                new Plan("vendor", port, probe, Signal.TERM, grace, () -> command), records);
    }

    Stack stack() {
        return stack;
    }

    Target direct() {
        return Target.of("vendor", vendor.plan().port(), List.of("none"));
    }

    Target gateway() {
        return Target.of("gateway", stack.gateway(1).plan().port(), keys);
    }

    Optional<Part> nginx() {
        return nginx;
    }

    long pid(String part) {
        return stack.part(part).orElseThrow().pid();
    }

    @Override
    public void close() throws IOException {
        stack.close();
        nginx.ifPresent(Part::stop);
        vendor.stop();
        Trees.delete(folder);
    }
}
