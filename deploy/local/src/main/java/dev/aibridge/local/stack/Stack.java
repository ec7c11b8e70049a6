package dev.aibridge.local.stack;

import dev.aibridge.local.database.Accounts;
import dev.aibridge.local.database.Catalogue;
import dev.aibridge.local.database.Database;
import dev.aibridge.local.database.Proof;
import dev.aibridge.local.keycloak.AdminUser;
import dev.aibridge.local.keycloak.Keycloak;
import dev.aibridge.local.keycloak.OwnDatabase;
import dev.aibridge.local.postgres.Trees;
import dev.aibridge.local.process.Ending;
import dev.aibridge.local.process.Log;
import dev.aibridge.local.process.Part;
import dev.aibridge.local.process.Plan;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.process.StartFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The whole system: real servers and the packaged applications, as processes of their own.
///
/// Tests start one on free ports in a temporary folder with [#start(Options)], and kill, pause and
/// restart its parts as they like.
public final class Stack implements AutoCloseable {

    /// At its first start it fills its database; three times what others may take.
    private static final int KEYCLOAKS_LIMITS = 3;

    private final Settings settings;
    private final Options options;
    private final Consumer<String> terminal;
    private final Secrets secrets;
    private final Records records;
    private final Servers servers;
    private final Database database;
    private final Plans plans;
    private final List<Part> applications = new ArrayList<>();
    private final Optional<Path> temporary;

    private Stack(
            Settings settings, Options options, Consumer<String> terminal, Optional<Path> temporary)
            throws StartFailed, IOException {
        this.settings = settings;
        this.options = options;
        this.terminal = terminal;
        this.temporary = temporary;
        this.secrets = Secrets.of(settings);
        this.records = recordsOf(settings.home());
        this.servers = Servers.of(settings, options, secrets, records);
        this.database = Servers.database(settings, secrets);
        this.plans =
                new Plans(
                        settings,
                        secrets,
                        database.url(),
                        redisUrl(),
                        new HashMap<>(options.extra()));
        addApplications();
    }

    /// A system that isn't started yet, with its state in the settings' home folder.
    ///
    /// @param terminal gets a line of progress now and then
    public static Stack of(Settings settings, Options options, Consumer<String> terminal)
            throws StartFailed, IOException {
        return new Stack(settings, options, terminal, Optional.empty());
    }

    /// Starts a system of a test's own: free ports, a temporary folder, the applications of the
    /// checkout that `aibridge.root` names, or of the copy that `aibridge.apps` names.
    ///
    /// @throws StartFailed when a part doesn't start, with the end of its log
    public static Stack start(Options options)
            throws StartFailed, IOException, InterruptedException {
        Path checkout = Path.of(System.getProperty("aibridge.root", "."));
        Path folder = Files.createTempDirectory("aibridge-stack");
        Map<String, String> env = new HashMap<>();
        for (Port port : Port.values()) {
            env.put(port.setting(), Integer.toString(Port.anyFree()));
        }
        env.put("AIBRIDGE_CACHE_DIR", checkout.resolve(".aibridge/cache").toString());
        env.putAll(options.changes());
        Path apps = Path.of(System.getProperty("aibridge.apps", checkout.toString()));
        Settings settings = new Settings(folder, apps, env);
        Stack stack = new Stack(settings, atFullSpeed(options), _ -> {}, Optional.of(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stop));
        try {
            stack.start();
            return stack;
        } catch (StartFailed | InterruptedException e) {
            stack.close();
            throw e;
        }
    }

    /// A test that wants believable pacing says so.
    private static Options atFullSpeed(Options options) {
        Options fast = options;
        for (String pace :
                List.of("AIBRIDGE_SANDBOX_TTFT_MS", "AIBRIDGE_SANDBOX_TOKENS_PER_SECOND")) {
            if (!options.extra().getOrDefault("sandbox", Map.of()).containsKey(pace)) {
                fast = fast.withEnv("sandbox", pace, "0");
            }
        }
        return fast;
    }

    /// Who administers the Keycloak of a system, embedded or the operator's own.
    public static AdminUser administratorOf(Settings settings) throws IOException {
        return Servers.administrator(settings, Secrets.of(settings));
    }

    /// Where the processes of a home folder are recorded.
    public static Records recordsOf(Path home) {
        return new Records(home.resolve("processes"));
    }

    private void addApplications() throws StartFailed, IOException {
        if (options.has(Member.SANDBOX) && settings.needsSandbox()) {
            applications.add(new Part(plans.sandbox(), records));
        }
        if (options.has(Member.BILLING)) {
            addReplicas(
                    "billing",
                    options.billings(),
                    Port.BILLING,
                    Port.BILLING_MANAGEMENT,
                    plans::billing);
        }
        if (options.has(Member.GATEWAY)) {
            addReplicas(
                    "gateway",
                    options.gateways(),
                    Port.GATEWAY,
                    Port.GATEWAY_MANAGEMENT,
                    plans::gateway);
        }
        if (options.has(Member.PORTAL)) {
            applications.add(new Part(plans.portal(), records));
        }
    }

    @FunctionalInterface
    private interface Replica {
        Plan plan(String name, int port, int management) throws StartFailed;
    }

    /// The first has the ports that are set, the others any.
    private void addReplicas(String name, int count, Port port, Port management, Replica replica)
            throws StartFailed {
        applications.add(
                new Part(
                        replica.plan(name, settings.port(port), settings.port(management)),
                        records));
        for (int i = 2; i <= count; i++) {
            Plan plan = replica.plan(name + "-" + i, Port.anyFree(), Port.anyFree());
            applications.add(new Part(plan, records));
        }
    }

    /// Starts all in their order and waits until they answer.
    ///
    /// @throws StartFailed with a plain reason; what had been started is left for [#close]
    public void start() throws StartFailed, InterruptedException {
        Ports.requireFree(settings, parts());
        rotateLogs();
        CountDownLatch postgresAnswers = new CountDownLatch(1);
        Together.run(
                List.of(
                        () -> startAllButKeycloak(postgresAnswers),
                        () -> startKeycloak(postgresAnswers)));
    }

    private @Nullable Void startAllButKeycloak(CountDownLatch postgresAnswers)
            throws StartFailed, IOException, InterruptedException {
        List<Callable<@Nullable Void>> first = new ArrayList<>();
        first.add(() -> startPostgres(postgresAnswers));
        servers.redis().ifPresent(server -> first.add(() -> ready(server.part())));
        part("sandbox").ifPresent(part -> first.add(() -> ready(part)));
        Together.run(first);
        if (hasDatabase()) {
            migrate();
        }
        Together.run(
                applications.stream()
                        .filter(part -> !part.name().equals("sandbox"))
                        .<Callable<@Nullable Void>>map(part -> () -> ready(part))
                        .toList());
        return null;
    }

    private @Nullable Void startPostgres(CountDownLatch answers)
            throws StartFailed, IOException, InterruptedException {
        if (servers.postgres().isPresent()) {
            timed("postgres", servers.postgres().get()::start);
        }
        answers.countDown();
        return null;
    }

    /// Beside everything else: nobody waits for it.
    private @Nullable Void startKeycloak(CountDownLatch postgresAnswers)
            throws StartFailed, IOException, InterruptedException {
        if (servers.keycloak().isEmpty()) {
            return null;
        }
        Keycloak keycloak = servers.keycloak().get();
        keycloak.prepare();
        postgresAnswers.await();
        OwnDatabase.make(database, secrets.get(Secret.DATABASE_KEYCLOAK_PASSWORD));
        return timed("keycloak", limit -> keycloak.start(limit.multipliedBy(KEYCLOAKS_LIMITS)));
    }

    private @Nullable Void ready(Part part) throws StartFailed, IOException, InterruptedException {
        return timed(
                part.name(),
                limit -> {
                    part.start();
                    part.awaitReady(limit);
                });
    }

    @FunctionalInterface
    private interface Step {
        void within(Duration limit) throws StartFailed, IOException, InterruptedException;
    }

    private @Nullable Void timed(String name, Step step)
            throws StartFailed, IOException, InterruptedException {
        long begun = System.nanoTime();
        step.within(settings.startLimit());
        double seconds = (System.nanoTime() - begun) / 1e9;
        terminal.accept(String.format("  %-10s ready after %.1f s", name, seconds));
        return null;
    }

    private void migrate() throws StartFailed, IOException, InterruptedException {
        Migration migration =
                new Migration(database().schema(secrets.roles()), settings.log("schema"));
        timed("schema", _ -> migration.run());
    }

    private void rotateLogs() throws StartFailed {
        try {
            for (Part part : parts()) {
                new Log(settings.log(part.name())).rotate();
            }
        } catch (IOException e) {
            throw new StartFailed("can't write logs: " + e.getMessage(), e);
        }
    }

    /// Whether it knows a database at all.
    public boolean hasDatabase() {
        return servers.postgres().isPresent() || settings.databaseUrl().isPresent();
    }

    private String redisUrl() throws StartFailed {
        return settings.redisUrl().orElse("redis://127.0.0.1:" + settings.port(Port.REDIS));
    }

    /// The database, signed in as its owner.
    public Database database() {
        return database;
    }

    /// Customers, made and changed in this system's database.
    public Accounts accounts() {
        return new Accounts(database(), secrets.pepper());
    }

    /// Models and prices of this system's database.
    public Catalogue catalogue() {
        return new Catalogue(database());
    }

    /// Whether the money is right, now.
    public Proof verify() throws SQLException {
        return Proof.of(database());
    }

    /// The settings it was made with.
    public Settings settings() {
        return settings;
    }

    /// Passwords and keys of this system.
    public Secrets secrets() {
        return secrets;
    }

    /// Every process, in the order of their start.
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>(servers.parts());
        parts.addAll(applications);
        return parts;
    }

    /// The process of a name: `postgres`, `redis`, `keycloak`, `sandbox`, `billing`, `billing-2`,
    /// `gateway`, `gateway-2`, `portal`.
    public Optional<Part> part(String name) {
        return parts().stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /// The gateway of that number, from 1.
    public Part gateway(int number) {
        return part(number == 1 ? "gateway" : "gateway-" + number).orElseThrow();
    }

    /// Where a part answers: `http://127.0.0.1:8080`.
    public String url(String name) {
        return settings.http(part(name).orElseThrow().plan().port());
    }

    /// Where an application answers its operators: `/q/metrics`, `/q/health`.
    public String managementUrl(String name) {
        URI probe = part(name).orElseThrow().plan().probe().address();
        return settings.http(probe.getPort());
    }

    /// Sets a variable of one process, from its next start on.
    public void env(String process, String name, String value) {
        plans.extra()
                .merge(
                        process,
                        Map.of(name, value),
                        (old, added) -> {
                            Map<String, String> all = new HashMap<>(old);
                            all.putAll(added);
                            return all;
                        });
    }

    /// Ends every process, the last one started in front. What does not obey is killed.
    public void stop() {
        for (Part part : parts().reversed()) {
            if (part.stop() == Ending.FORCED) {
                terminal.accept("  " + part.name() + " did not end when asked; it was killed");
            }
        }
    }

    /// Ends every process, and removes a test's folder.
    @Override
    public void close() throws IOException {
        stop();
        if (temporary.isPresent()) {
            Trees.delete(temporary.get());
        }
    }
}
