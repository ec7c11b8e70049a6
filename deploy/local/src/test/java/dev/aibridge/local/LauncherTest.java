package dev.aibridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.local.process.Identity;
import dev.aibridge.local.process.Recorded;
import dev.aibridge.local.process.Signal;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Port;
import dev.aibridge.local.stack.RunFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The launcher as people use it, with stand-ins for our applications.
final class LauncherTest {

    private static final String[] ALL_BUT_DATABASE = {"up", "-d", "redis", "sandbox", "gateway"};

    private static final String[] TWO_PARTS = {"up", "-d", "redis", "gateway"};

    private final Checkout checkout;

    LauncherTest() throws IOException {
        checkout = new Checkout();
    }

    @AfterEach
    void end() throws IOException, StartFailed {
        checkout.close();
    }

    @Test
    void startsInTheBackgroundSaysSoASecondTimeAndEndsWithoutATrace() throws Exception {
        assertThat(checkout.run(ALL_BUT_DATABASE).exitCode()).isZero();
        List<Identity> parts = runningParts();
        assertThat(parts).hasSize(3).allMatch(Identity::isAlive);

        Checkout.Result second = checkout.run(ALL_BUT_DATABASE);
        assertThat(second.exitCode()).isZero();
        assertThat(second.output()).contains("running already");
        assertThat(runningParts()).isEqualTo(parts);

        Checkout.Result status = checkout.run("status");
        assertThat(status.exitCode()).isZero();
        assertThat(status.output())
                .containsPattern("gateway +healthy +\\d+ +" + checkout.port(Port.GATEWAY));

        assertThat(checkout.run("down").exitCode()).isZero();
        assertThat(parts).noneMatch(Identity::isAlive);
        assertThat(checkout.isUp()).isFalse();
        assertThat(checkout.run("status").exitCode()).isEqualTo(3);
        assertThat(checkout.run("down").output()).contains("was not running");
    }

    @Test
    void writesWhatRunsForScripts() throws Exception {
        checkout.run(ALL_BUT_DATABASE);
        RunFile run = RunFile.read(checkout.home()).orElseThrow();
        String sandbox = "http://127.0.0.1:" + checkout.port(Port.SANDBOX);
        assertThat(run.gateway()).isEqualTo("http://127.0.0.1:" + checkout.port(Port.GATEWAY));
        assertThat(run.sandbox()).isEqualTo(sandbox);
        assertThat(run.portal()).isEqualTo("http://127.0.0.1:" + checkout.port(Port.PORTAL));
        assertThat(run.keycloak()).isEqualTo("http://127.0.0.1:" + checkout.port(Port.KEYCLOAK));
        assertThat(run.stripe()).isEqualTo("http://127.0.0.1:" + checkout.port(Port.STRIPE));
        assertThat(run.mail()).isEqualTo("http://127.0.0.1:" + checkout.port(Port.MAIL));
        assertThat(run.customer().user()).isEqualTo("customer@aibridge.localhost");
        assertThat(run.admin().user()).isEqualTo("admin@aibridge.localhost");
        assertThat(run.admin().password()).isNotEqualTo(run.customer().password()).hasSize(20);
        assertThat(run.vendors())
                .containsEntry("qwen", sandbox + "/qwen/v1")
                .containsEntry("anthropic", sandbox + "/anthropic")
                .hasSize(5);
        assertThat(run.pids()).containsOnlyKeys("launcher", "redis", "sandbox", "gateway");
        assertThat(run.pids()).containsEntry("redis", checkout.identity("redis").pid());
        assertThat(Files.getPosixFilePermissions(checkout.home().resolve("run.json"))).hasSize(2);
    }

    @Test
    void endsEverythingOnCtrlC() throws Exception {
        Path output = Files.createTempFile("launcher", ".txt");
        Process launcher = checkout.start(output, "up", "redis", "sandbox");
        await().atMost(Duration.ofSeconds(30)).until(checkout::isUp);
        List<Identity> parts = runningParts();

        Signal.INT.send(Identity.of(launcher.pid()).orElseThrow());

        assertThat(launcher.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(parts).hasSize(2).noneMatch(Identity::isAlive);
        assertThat(checkout.isUp()).isFalse();
        assertThat(Files.readString(output)).contains("stopping");
        Files.delete(output);
    }

    @Test
    void namesATakenPortWithItsSettingAndStartsNothing() throws Exception {
        int port = Integer.parseInt(checkout.port(Port.GATEWAY_MANAGEMENT));
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Checkout.Result result = checkout.run(TWO_PARTS);
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output())
                    .contains("port " + port + " is taken")
                    .contains("AIBRIDGE_GATEWAY_MANAGEMENT_PORT");
            assertThat(checkout.records().all()).isEmpty();
        }
    }

    @Test
    void startsACrashedPartAgainAndSaysSo() throws Exception {
        checkout.run(TWO_PARTS);
        Identity before = checkout.identity("gateway");

        Signal.KILL.send(before);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> checkout.log("launcher").contains("gateway is back"));
        assertThat(checkout.log("launcher"))
                .contains("gateway ended by itself with exit code 137")
                .contains("started again in 1 s");
        Identity after = checkout.identity("gateway");
        assertThat(after).isNotEqualTo(before);
        assertThat(after.isAlive()).isTrue();
        assertThat(RunFile.read(checkout.home()).orElseThrow().pids())
                .containsEntry("gateway", after.pid());
    }

    @Test
    void cleansUpAfterAKilledLauncher() throws Exception {
        checkout.run(TWO_PARTS);
        List<Identity> parts = runningParts();
        killLauncher();
        assertThat(checkout.run("status").exitCode()).isEqualTo(3);
        assertThat(parts).allMatch(Identity::isAlive);

        checkout.run("down");

        assertThat(parts).noneMatch(Identity::isAlive);
        assertThat(checkout.isUp()).isFalse();
    }

    @Test
    void startsAnewAfterAKilledLauncher() throws Exception {
        checkout.run(TWO_PARTS);
        List<Identity> parts = runningParts();
        killLauncher();

        Checkout.Result again = checkout.run(TWO_PARTS);

        assertThat(again.exitCode()).isZero();
        assertThat(again.output()).contains("an earlier launcher left");
        assertThat(parts).noneMatch(Identity::isAlive);
        assertThat(runningParts()).hasSize(2).allMatch(Identity::isAlive);
    }

    @Test
    void killsWhatHangsAfterTheGrace() throws Exception {
        checkout.with("STAND_IN_GATEWAY", "stubborn");
        checkout.run(ALL_BUT_DATABASE);
        List<Identity> parts = runningParts();
        Signal.STOP.send(checkout.identity("sandbox"));

        checkout.run("down");

        assertThat(parts).noneMatch(Identity::isAlive);
        assertThat(checkout.log("launcher"))
                .contains("gateway did not end when asked; it was killed")
                .contains("sandbox did not end when asked; it was killed");
    }

    @Test
    void killsALauncherThatHangs() throws Exception {
        checkout.run(TWO_PARTS);
        List<Identity> parts = runningParts();
        Signal.STOP.send(launcher());

        Checkout.Result result = checkout.run("down");

        assertThat(result.output()).contains("the launcher did not end when asked");
        assertThat(parts).noneMatch(Identity::isAlive);
    }

    @Test
    void saysWhyAPartDoesNotStartAndLeavesNothing() throws Exception {
        checkout.with("STAND_IN_GATEWAY", "broken");
        Checkout.Result result = checkout.run(TWO_PARTS);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .contains("gateway ended with exit code 7 while it started")
                .contains("the flux capacitor is empty");
        assertThat(checkout.records().all()).isEmpty();
        assertThat(checkout.isUp()).isFalse();
    }

    @Test
    void namesASettingThatIsNoNumber() throws Exception {
        checkout.with("AIBRIDGE_REDIS_PORT", "sixty");
        Checkout.Result result = checkout.run("up", "redis");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("AIBRIDGE_REDIS_PORT=sixty is not a number");
    }

    @Test
    void namesAPartThatDoesNotExist() throws Exception {
        Checkout.Result result = checkout.run("up", "mysql");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("there is no part mysql");
    }

    @Test
    void startsNothingInThePlaceOfWhatIsReal() throws Exception {
        checkout.with("AIBRIDGE_REDIS_URL", "redis://127.0.0.1:1")
                .with("OPENAI_API_KEY", "sk-mine");
        checkout.run("up", "-d", "redis", "sandbox", "gateway");

        assertThat(checkout.records().find("redis")).isEmpty();
        assertThat(environmentOf(Port.GATEWAY))
                .contains("AIBRIDGE_REDIS_URL=redis://127.0.0.1:1\n")
                .contains("OPENAI_API_KEY=sk-mine\n")
                .doesNotContain("OPENAI_BASE_URL=")
                .contains("QWEN_API_KEY=sk-sandbox-qwen\n")
                .contains(
                        "QWEN_BASE_URL=http://127.0.0.1:"
                                + checkout.port(Port.SANDBOX)
                                + "/qwen/v1\n");
    }

    @Test
    void handsSecretsOnlyToWhomTheyAreFor() throws Exception {
        checkout.with("OPENAI_API_KEY", "sk-mine")
                .with("OPENAI_ADMIN_KEY", "sk-admin-mine")
                .with("AIBRIDGE_DATABASE_BILLING_PASSWORD", "billings-own");
        checkout.run("up", "-d", "sandbox", "billing", "gateway", "portal");

        assertThat(secretsOf(Port.SANDBOX))
                .containsOnly("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET");
        assertThat(environmentOf(Port.BILLING))
                .contains("AIBRIDGE_DATABASE_BILLING_PASSWORD=billings-own\n");
        assertThat(secretsOf(Port.BILLING))
                .containsOnly(
                        "AIBRIDGE_DATABASE_BILLING_PASSWORD",
                        "AIBRIDGE_ALERTS_WEBHOOK_KEY",
                        "OPENAI_ADMIN_KEY",
                        "STRIPE_SECRET_KEY",
                        "STRIPE_WEBHOOK_SECRET");
        assertThat(secretsOf(Port.GATEWAY))
                .contains("OPENAI_API_KEY", "QWEN_API_KEY")
                .filteredOn(name -> !name.endsWith("_API_KEY"))
                .containsOnly(
                        "AIBRIDGE_DATABASE_GATEWAY_PASSWORD",
                        "AIBRIDGE_KEY_PEPPER",
                        "AIBRIDGE_VENDOR_KEY_KEY",
                        "AIBRIDGE_MANAGEMENT_TOKEN");
        assertThat(secretsOf(Port.PORTAL))
                .containsOnly(
                        "AIBRIDGE_DATABASE_PORTAL_PASSWORD",
                        "AIBRIDGE_KEY_PEPPER",
                        "AIBRIDGE_VENDOR_KEY_KEY",
                        "AIBRIDGE_FORM_KEY",
                        "AIBRIDGE_MANAGEMENT_TOKEN",
                        "AIBRIDGE_OIDC_CLIENT_SECRET");
    }

    @Test
    void usesTheRealStripeAndTellsTheSandboxNothingOfIt() throws Exception {
        checkout.with("STRIPE_SECRET_KEY", "sk_live_mine")
                .with("STRIPE_WEBHOOK_SECRET", "whsec_mine");
        checkout.run("up", "-d", "sandbox", "billing");

        assertThat(environmentOf(Port.SANDBOX)).doesNotContain("STRIPE_SECRET_KEY", "whsec");
        assertThat(environmentOf(Port.BILLING))
                .contains("STRIPE_SECRET_KEY=sk_live_mine\n")
                .doesNotContain("STRIPE_BASE_URL");
        assertThat(RunFile.read(checkout.home()).orElseThrow().stripe()).isEmpty();
    }

    @Test
    void startsNoKeycloakBesideTheOperatorsOwn() throws Exception {
        String realm = "https://id.example.com/realms/people";
        checkout.with("AIBRIDGE_OIDC_URL", realm)
                .with("AIBRIDGE_OIDC_CLIENT_SECRET", "ours at that one");
        checkout.run("up", "-d", "redis", "keycloak", "portal");

        RunFile run = RunFile.read(checkout.home()).orElseThrow();
        assertThat(run.pids()).containsOnlyKeys("launcher", "redis", "portal");
        assertThat(run.keycloak()).isEqualTo("https://id.example.com");
        assertThat(run.customer().user()).isEmpty();
        assertThat(environmentOf(Port.PORTAL))
                .contains("AIBRIDGE_OIDC_URL=" + realm + "\n")
                .contains("AIBRIDGE_OIDC_CLIENT_SECRET=ours at that one\n");
    }

    @Test
    void asksForTheClientSecretOfTheOperatorsOwnKeycloak() throws Exception {
        checkout.with("AIBRIDGE_OIDC_URL", "https://id.example.com/realms/people");
        Checkout.Result result = checkout.run("up", "redis", "portal");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("AIBRIDGE_OIDC_CLIENT_SECRET");
    }

    @Test
    void neverEndsAProcessThatOnlyHasARecordedPid() throws Exception {
        Identity self = Identity.of(ProcessHandle.current().pid()).orElseThrow();
        checkout.run("up", "-d", "redis");
        Recorded redis = checkout.records().find("redis").orElseThrow();
        killLauncher();
        Signal.KILL.send(redis.identity());
        checkout.records()
                .write(
                        new Recorded(
                                "redis",
                                new Identity(self.pid(), redis.identity().birth()),
                                redis.port(),
                                redis.probe(),
                                redis.asked(),
                                redis.since()));

        assertThat(checkout.run("down").output()).contains("was not running");
        assertThat(self.isAlive()).isTrue();
    }

    private List<Identity> runningParts() {
        return checkout.records().all().stream().map(Recorded::identity).toList();
    }

    private Identity launcher() throws IOException {
        long pid = RunFile.read(checkout.home()).orElseThrow().pids().getOrDefault("launcher", 0L);
        return Identity.of(pid).orElseThrow();
    }

    private void killLauncher() throws IOException {
        Identity launcher = launcher();
        Signal.KILL.send(launcher);
        await().atMost(Duration.ofSeconds(10)).until(() -> !launcher.isAlive());
    }

    /// The names of the secrets that a process was given.
    private List<String> secretsOf(Port port) throws IOException, InterruptedException {
        return environmentOf(port)
                .lines()
                .map(line -> line.substring(0, line.indexOf('=')))
                .filter(name -> name.matches(".*_(KEY|PASSWORD|PEPPER|SECRET|TOKEN)"))
                .toList();
    }

    private String environmentOf(Port port) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + checkout.port(port) + "/");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        }
    }
}
