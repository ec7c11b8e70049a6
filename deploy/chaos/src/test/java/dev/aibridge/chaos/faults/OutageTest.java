package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import dev.aibridge.local.process.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the gateway depends on goes away under load and comes back. It gives leased money away for
/// 4 s without the database here, where production's 40 s are the same code.
final class OutageTest {

    private static final Credits FUNDS = Credits.ofTokens(50_000_000);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration FIRST_SUCCESS = Duration.ofSeconds(10);
    private static final Duration LIMITS_BACK = Duration.ofSeconds(3);
    private static final Duration CARVES = Duration.ofSeconds(4);
    private static final String AWAY = "503 dependency_unavailable";
    private static final String FINISHED = "finished";

    private static World world;

    @BeforeAll
    static void start() {
        world = Shared.pair();
    }

    private static List<Ask> asks() {
        List<Ask> asks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            asks.add(Ask.whole("Be short " + i + ". [[tokens=5]]"));
            asks.add(Ask.streamed("Talk on " + i + ". [[tokens=60]] [[pace=60]]"));
        }
        return asks;
    }

    /// Something that happens to a system under load.
    @FunctionalInterface
    private interface Fault {
        void strike(Load load) throws Exception;
    }

    private static Reckoning under(String name, Fault fault) throws Exception {
        Customer customer = world.customer(name, 50_000_000);
        List<Load.Call> calls;
        try (Client client = new Client(world.gateway(), customer);
                Load load = new Load(client, asks())) {
            await().until(() -> load.finishedSince(0) > 30);
            fault.strike(load);
            calls = load.stop();
        }
        Reckoning reckoning = Reckoning.of(world, customer, FUNDS, calls);
        System.out.println(name + ": clients saw " + reckoning.told());
        assertThat(reckoning.with(Outcome.BROKEN)).isZero();
        assertThat(reckoning.with(Outcome.ABANDONED)).isZero();
        return reckoning;
    }

    private static long awaitSuccess(Load load) {
        long back = System.nanoTime();
        await("an answer after all is back")
                .atMost(FIRST_SUCCESS)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> load.finishedSince(back) > 0);
        return back;
    }

    @Test
    void postgresRestarts() throws Exception {
        Part postgres = world.stack().part("postgres").orElseThrow();
        Reckoning seen =
                under(
                        "PostgreSQL restarted",
                        load -> {
                            postgres.restart(START);
                            awaitSuccess(load);
                        });
        assertThat(seen.told().keySet()).isSubsetOf(FINISHED, AWAY);
    }

    @Test
    void postgresIsAwayForLongerThanLeasesAreGivenAway() throws Exception {
        Part postgres = world.stack().part("postgres").orElseThrow();
        long[] gone = new long[2];
        Reckoning seen =
                under(
                        "PostgreSQL away",
                        load -> {
                            postgres.stop();
                            gone[0] = System.nanoTime();
                            TimeUnit.NANOSECONDS.sleep(CARVES.toNanos() * 2);
                            gone[1] = System.nanoTime();
                            postgres.start();
                            postgres.awaitReady(START);
                            awaitSuccess(load);
                        });
        assertThat(seen.told().keySet()).isSubsetOf(FINISHED, AWAY);
        assertThat(told(seen, gone[0], gone[0] + CARVES.toNanos())).containsKey(FINISHED);
        long margin = Duration.ofSeconds(1).toNanos();
        assertThat(told(seen, gone[0] + CARVES.toNanos() + margin, gone[1])).containsOnlyKeys(AWAY);
    }

    private static Map<String, Long> told(Reckoning seen, long fromNanos, long untilNanos) {
        return seen.calls().stream()
                .filter(call -> call.isWithin(fromNanos, untilNanos))
                .collect(
                        Collectors.groupingBy(
                                call -> Reckoning.told(call.reply()), Collectors.counting()));
    }

    @Test
    void billingIsAway() throws Exception {
        Part billing = world.stack().part("billing").orElseThrow();
        Reckoning seen =
                under(
                        "billing away",
                        load -> {
                            billing.stop();
                            long gone = System.nanoTime();
                            await().until(() -> load.finishedSince(gone) > 50);
                            assertThat(Reckoning.number(world, Reckoning.INTAKE)).isPositive();
                            billing.start();
                            billing.awaitReady(START);
                        });
        assertThat(seen.told()).containsOnlyKeys(FINISHED);
    }

    @Test
    void theGatewayIsPausedForLongerThanItMayGiveLeasesAway() throws Exception {
        Part gateway = world.stack().gateway(1);
        Reckoning seen =
                under(
                        "gateway paused",
                        load -> {
                            gateway.pause();
                            TimeUnit.NANOSECONDS.sleep(CARVES.toNanos() * 3 / 2);
                            gateway.resume();
                            awaitSuccess(load);
                        });
        assertThat(seen.told().keySet()).isSubsetOf(FINISHED, AWAY);
    }

    @Test
    void redisRestartsAndNobodyNotices() throws Exception {
        Part redis = world.stack().part("redis").orElseThrow();
        Reckoning seen =
                under(
                        "Redis restarted",
                        load -> {
                            redis.restart(START);
                            awaitSuccess(load);
                        });
        assertThat(seen.told()).containsOnlyKeys(FINISHED);
    }

    /// Alone, each of two gateways grants half a limit; together again, one may grant all of it.
    @Test
    void limitsAreHalvedWhileRedisIsAwayAndWholeSoonAfter() throws Exception {
        Part redis = world.stack().part("redis").orElseThrow();
        redis.stop();
        try {
            await().until(() -> counting("gateway") == 1 && counting("gateway-2") == 1);
            Customer alone = world.customer("Alone", FUNDS, KeyTerms.UNLIMITED.withRpm(10));
            assertThat(granted("gateway", alone)).isEqualTo(5);
            assertThat(granted("gateway-2", alone)).isEqualTo(5);
        } finally {
            redis.start();
            redis.awaitReady(START);
        }
        await().atMost(LIMITS_BACK)
                .until(() -> counting("gateway") == 0 && counting("gateway-2") == 0);
        Customer together = world.customer("Together", FUNDS, KeyTerms.UNLIMITED.withRpm(10));
        assertThat(granted("gateway", together)).isEqualTo(10);
        assertThat(granted("gateway-2", together)).isZero();
    }

    private static int granted(String gateway, Customer customer) throws Exception {
        int granted = 0;
        try (Client client = new Client(world.stack().url(gateway), customer)) {
            for (int i = 0; i < 12; i++) {
                int status = client.ask(Ask.whole("Count " + i + ". [[tokens=1]]")).status();
                assertThat(status).isIn(200, 429);
                granted += status == 200 ? 1 : 0;
            }
        }
        return granted;
    }

    /// 1 while a gateway counts limits by itself.
    private static double counting(String gateway) throws Exception {
        return Metric.of(world, gateway, "aibridge_limits_local");
    }
}
