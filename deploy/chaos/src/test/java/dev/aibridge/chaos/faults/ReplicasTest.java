package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.World;
import dev.aibridge.local.postgres.Postgres;
import dev.aibridge.local.postgres.PostgresSettings;
import dev.aibridge.local.postgres.Trees;
import dev.aibridge.local.process.Command;
import dev.aibridge.local.process.Part;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.stack.Options;
import dev.aibridge.local.stack.Port;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Three schema jobs at once on an empty database, then three replicas of billing that start at
/// once on it, settle the same intake, work off the same webhooks and are told the same things.
final class ReplicasTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> REPLICAS = List.of("billing", "billing-2", "billing-3");
    private static final String BOOKED = "aibridge_settlement_events_total{result=\"booked\"}";
    private static final int BUYERS = 4;
    private static final int ORDERS = 3;

    private static final Map<String, String> PASSWORDS =
            Map.of(
                    "AIBRIDGE_DATABASE_OWNER_PASSWORD", "owner-for-tests",
                    "AIBRIDGE_DATABASE_GATEWAY_PASSWORD", "gateway-for-tests",
                    "AIBRIDGE_DATABASE_BILLING_PASSWORD", "billing-for-tests",
                    "AIBRIDGE_DATABASE_PORTAL_PASSWORD", "portal-for-tests");

    private static Path folder;
    private static Postgres postgres;
    private static List<Integer> migrated;
    private static World world;
    private static Cable webhooks;

    @BeforeAll
    static void start() throws Exception {
        Path root = Path.of(System.getProperty("aibridge.root", "."));
        folder = Files.createTempDirectory("aibridge-replicas");
        postgres =
                new Postgres(
                        new PostgresSettings(
                                folder.resolve("postgres"),
                                root.resolve(".aibridge/cache"),
                                folder.resolve("postgres.log"),
                                Port.anyFree(),
                                "owner-for-tests",
                                Duration.ofSeconds(10),
                                List.of()),
                        new Records(folder.resolve("processes")));
        postgres.start(LIMIT);
        migrated = migrateThrice(jar(root.resolve("deploy/schema/target")));
        Options options =
                Options.API
                        .withBillings(REPLICAS.size())
                        .withSetting("AIBRIDGE_DATABASE_URL", postgres.url());
        for (Map.Entry<String, String> password : PASSWORDS.entrySet()) {
            options = options.withSetting(password.getKey(), password.getValue());
        }
        for (String replica : REPLICAS) {
            options =
                    options.withEnv(replica, "AIBRIDGE_OIDC_URL", Shared.ISSUER.url())
                            .withEnv(replica, "AIBRIDGE_INBOX_CLAIM", "1s")
                            .withEnv(replica, "AIBRIDGE_IDEMPOTENCY_LONGEST_CALL", "1s");
        }
        world = World.start(options);
        webhooks = spreadWebhooks();
    }

    private static Path jar(Path target) throws Exception {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "schema-*.jar")) {
            return jars.iterator().next();
        }
    }

    /// How many migrations each of the jobs ran.
    private static List<Integer> migrateThrice(Path jar) throws Exception {
        Map<String, String> env = new HashMap<>(PASSWORDS);
        env.put("AIBRIDGE_DATABASE_URL", postgres.url());
        env.put("AIBRIDGE_DATABASE_OWNER_USER", PostgresSettings.OWNER);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<Process> jobs = new ArrayList<>();
        for (String replica : REPLICAS) {
            Path log = folder.resolve("schema of " + replica);
            jobs.add(new Command(List.of(java, "-jar", jar.toString()), env, log).start());
        }
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            int exit = jobs.get(i).waitFor();
            String said = Files.readString(folder.resolve("schema of " + REPLICAS.get(i)));
            assertThat(exit).as(said).isZero();
            ran.add(
                    said.lines()
                            .filter(line -> line.matches("schema: \\d+ migrations run"))
                            .mapToInt(line -> Integer.parseInt(line.split(" ", 3)[1]))
                            .findFirst()
                            .orElseThrow());
        }
        return ran;
    }

    /// Each webhook goes to the next replica, and comes four times.
    private static Cable spreadWebhooks() throws Exception {
        Cable cable =
                Cable.to(
                        REPLICAS.stream()
                                .map(name -> world.stack().part(name).orElseThrow().plan().port())
                                .toArray(Integer[]::new));
        String url = "http://127.0.0.1:" + cable.port() + "/stripe/webhook";
        world.stack().env("sandbox", "STRIPE_WEBHOOK_URL", url);
        world.stack().part("sandbox").orElseThrow().restart(LIMIT);
        try (Buyer buyer = Buyer.of(world, Shared.ISSUER, "Steering")) {
            buyer.steer("webhooks", "{\"copies\": 4, \"jitter_ms\": 200}");
        }
        return cable;
    }

    @AfterAll
    static void end() throws Exception {
        if (webhooks != null) {
            webhooks.close();
        }
        if (world != null) {
            world.close();
        }
        postgres.part().stop();
        Trees.delete(folder);
    }

    @Test
    void threeSchemaJobsRunEachMigrationOnce() throws Exception {
        String scripts = "SELECT count(%s) FROM flyway_schema_history WHERE success";
        int ran = migrated.stream().mapToInt(Integer::intValue).sum();
        assertThat(ran).isPositive();
        assertThat(Reckoning.number(world, scripts.formatted("*"))).isEqualTo(ran);
        assertThat(Reckoning.number(world, scripts.formatted("DISTINCT script"))).isEqualTo(ran);
    }

    @Test
    void whatThreeReplicasDoTogetherIsDoneOnce() throws Exception {
        Map<Buyer, Set<String>> bought = new HashMap<>();
        try (Regular regular = Regular.at(world, "gateway")) {
            for (int i = 0; i < BUYERS; i++) {
                Buyer buyer = Buyer.of(world, Shared.ISSUER, "Replicas " + i);
                Set<String> orders = new HashSet<>();
                for (int n = 0; n < ORDERS; n++) {
                    String order = orderEverywhere(buyer);
                    assertThat(buyer.pay(order)).isTrue();
                    orders.add(order);
                }
                assertThat(orders).hasSize(ORDERS);
                bought.put(buyer, orders);
            }
            for (String replica : REPLICAS) {
                await(replica + " settles")
                        .atMost(LIMIT)
                        .until(() -> Metric.of(world, replica, BOOKED) > 0);
            }
            killOneAndTheGateway();
            bought.forEach((buyer, orders) -> orders.forEach(order -> awaitCredit(buyer, order)));
            System.out.println("three replicas: a regular was told " + regular.reckon().told());
        }
        for (Buyer buyer : bought.keySet()) {
            assertThat(world.posted(buyer.customer()).micro())
                    .isEqualTo(ORDERS * Buyer.TOKENS.micro());
            refundEverywhere(buyer, bought.get(buyer).iterator().next());
            assertThat(world.posted(buyer.customer()).micro())
                    .isEqualTo((ORDERS - 1) * Buyer.TOKENS.micro());
        }
        assertThat(Reckoning.number(world, "SELECT count(*) FROM billing.payment"))
                .isEqualTo(BUYERS * ORDERS);
        assertThat(Reckoning.number(world, "SELECT count(*) FROM billing.refund"))
                .isEqualTo(BUYERS);
        assertThat(Reckoning.openFindings(world, bought.keySet().iterator().next())).isEmpty();
        world.assertProven();
        bought.keySet().forEach(Buyer::close);
    }

    /// The replica that takes webhooks first of all, and the gateway, whose journal is shipped
    /// again.
    private static void killOneAndTheGateway() throws Exception {
        for (String name : List.of("billing-2", "gateway")) {
            Part part = world.stack().part(name).orElseThrow();
            part.kill();
            part.start();
            part.awaitReady(LIMIT);
        }
    }

    /// One call, sent to all replicas at once under one key.
    private static String orderEverywhere(Buyer buyer) throws Exception {
        String key = UUID.randomUUID().toString();
        Set<String> ids = new HashSet<>();
        await().atMost(LIMIT)
                .until(
                        () -> {
                            everywhere(buyer, one -> one.order(key))
                                    .filter(Buyer.Answer::isDone)
                                    .map(Buyer.Answer::id)
                                    .forEach(ids::add);
                            return !ids.isEmpty();
                        });
        assertThat(ids).hasSize(1);
        return ids.iterator().next();
    }

    private static void refundEverywhere(Buyer buyer, String order) throws Exception {
        String key = UUID.randomUUID().toString();
        await().atMost(LIMIT)
                .until(
                        () ->
                                everywhere(buyer, one -> one.refund(order, 300, key))
                                        .anyMatch(Buyer.Answer::isDone));
    }

    private static Stream<Buyer.Answer> everywhere(
            Buyer buyer, Together.Asked<Buyer, Buyer.Answer> call) throws InterruptedException {
        List<Buyer> at = REPLICAS.stream().map(buyer::at).toList();
        try {
            return Together.run(at.size(), i -> call.ask(at.get(i))).stream();
        } finally {
            at.forEach(Buyer::close);
        }
    }

    private static void awaitCredit(Buyer buyer, String order) {
        await("the credit of " + order)
                .atMost(LIMIT)
                .until(() -> buyer.look(order).json().path("state").asText().equals("credited"));
    }
}
