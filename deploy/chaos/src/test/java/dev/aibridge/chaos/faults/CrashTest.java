package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.Booking;
import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import dev.aibridge.local.process.Ending;
import dev.aibridge.local.process.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A gateway that ends in the middle of its work: killed, or told to.
final class CrashTest {

    private static final Credits FUNDS = Credits.ofTokens(50_000_000);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LEASES_FREE = Duration.ofSeconds(30);
    private static final String OPEN_HOLDERS =
            "SELECT count(*) FROM billing.holder WHERE state <> 'closed'";

    private static World world;

    @BeforeAll
    static void start() {
        world = Shared.pair();
    }

    /// Answers at once and answers of a second, half of them streamed.
    private static List<Ask> asks() {
        List<Ask> asks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            asks.add(Ask.streamed("Talk on " + i + ". [[tokens=60]] [[pace=60]]"));
            asks.add(Ask.whole("Tell all " + i + ". [[tokens=30]] [[pace=60]]"));
            asks.add(Ask.whole("Be short " + i + ". [[tokens=5]]"));
        }
        return asks;
    }

    @Test
    void aKilledGatewayLosesNothingAndDoublesNothing() throws Exception {
        Part gateway = world.stack().gateway(1);
        Customer customer = world.customer("Crash", 50_000_000);
        long holders = Reckoning.number(world, OPEN_HOLDERS);
        List<Load.Call> calls;
        long freeMs;
        try (Client client = new Client(world.gateway(), customer);
                Load load = new Load(client, asks())) {
            await().until(() -> load.finishedSince(0) > 100);
            gateway.kill();
            gateway.start();
            gateway.awaitReady(START);
            long restarted = System.nanoTime();
            await().atMost(LEASES_FREE)
                    .until(() -> Reckoning.number(world, OPEN_HOLDERS) == holders);
            freeMs = (System.nanoTime() - restarted) / 1_000_000;
            await().atMost(LEASES_FREE).until(() -> load.finishedSince(restarted) > 50);
            calls = load.stop();
        }

        Reckoning reckoning = Reckoning.of(world, customer, FUNDS, calls);
        System.out.printf(
                "kill -9: clients saw %s; %d abandoned; leases free after %d ms%n",
                reckoning.told(), reckoning.with(Outcome.ABANDONED), freeMs);
        assertThat(reckoning.with(Outcome.ABANDONED)).isPositive();
        assertThat(reckoning.told()).containsKey("cut");
    }

    @Test
    void aStreamOfAKilledGatewayIsRatedAsFarAsItWasRecordedAndNobodyPays() throws Exception {
        Part gateway = world.stack().gateway(1);
        Customer customer = world.customer("Crash in a stream", FUNDS, KeyTerms.UNLIMITED);
        Ask ask = Ask.streamed("Talk for long. [[tokens=16000]] [[pace=1000]]");
        try (Client client = new Client(world.gateway(), customer)) {
            client.readEvents(ask, 2_500);
            gateway.kill();
        } finally {
            gateway.start();
            gateway.awaitReady(START);
        }
        Booking booked = world.awaitBookings(customer, 1).getFirst();
        System.out.printf(
                "kill -9 in a stream: recorded to %d tokens%n", booked.counts().outputTokens());
        assertThat(booked.outcome()).isEqualTo(Outcome.ABANDONED);
        assertThat(booked.counts().outputTokens()).isBetween(1_000L, 16_000L);
        assertThat(booked.goodwill()).isEqualTo(booked.charge()).isGreaterThan(Credits.ZERO);
        world.assertSettled(customer, 1, FUNDS);
    }

    @Test
    void aGatewayThatIsToldToEndFailsNoRequestInOnePieceAndEndsStreamsHonestly() throws Exception {
        Part gateway = world.stack().gateway(1);
        Customer customer = world.customer("Term", 50_000_000);
        List<Ask> asks = asks();
        asks.add(Ask.streamed("Talk for long. [[tokens=600]] [[pace=30]]"));
        List<Load.Call> calls;
        long told;
        Ending ending;
        try (Client client = new Client(world.gateway(), customer);
                Load load = new Load(client, asks)) {
            await().until(() -> load.finishedSince(0) > 50);
            told = System.nanoTime();
            ending = gateway.stop();
            calls = load.stop();
        } finally {
            gateway.start();
            gateway.awaitReady(START);
        }

        Reckoning reckoning = Reckoning.of(world, customer, FUNDS, calls);
        System.out.println("SIGTERM: clients saw " + reckoning.told());
        assertThat(ending).isEqualTo(Ending.OBEYED);
        Set<String> underWay =
                calls.stream()
                        .filter(call -> call.begunNanos() < told)
                        .filter(call -> !call.ask().streamed())
                        .map(call -> Reckoning.told(call.reply()))
                        .collect(Collectors.toSet());
        assertThat(underWay).isSubsetOf("finished", "503 dependency_unavailable");
        assertThat(calls.stream().filter(call -> call.ask().streamed()))
                .filteredOn(call -> call.begunNanos() < told)
                .allMatch(call -> call.reply().honest());
        assertThat(reckoning.told()).containsKey("200 dependency_unavailable");
        assertThat(reckoning.with(Outcome.BROKEN)).isPositive();
        assertThat(reckoning.with(Outcome.ABANDONED)).isZero();
    }
}
