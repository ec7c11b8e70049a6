package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.chaos.Booking;
import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageSource;
import dev.aibridge.local.database.Customer;
import dev.aibridge.sandbox.count.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every way in which the simulated vendors misbehave: what the client is told, what it pays, and
/// what the vendor bills us.
final class FaultTest {

    private static final Credits FUNDS = Credits.ofTokens(1_000_000);

    private static World world;
    private static long pid;

    @BeforeAll
    static void start() {
        world = Shared.impatient();
        pid = world.stack().gateway(1).pid();
    }

    /// All through it the gateway has had one heap of 160 MiB, and ends itself when that is full.
    @AfterAll
    static void theSameGatewayIsStillWell() throws Exception {
        assertThat(world.stack().gateway(1).isAlive()).isTrue();
        assertThat(world.stack().gateway(1).pid()).isEqualTo(pid);
        world.assertProven();
    }

    static Stream<FaultCase> faults() {
        return FaultCase.all();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsToldAndCharged(FaultCase fault) throws Exception {
        Customer customer = world.customer(fault.toString(), 1_000_000);
        long before = world.vendors().lastSeq();
        Ask ask = fault.ask();
        Reply reply;
        try (Client client = new Client(world.gateway(), customer)) {
            reply = client.ask(ask);
        }

        assertThat(reply.status()).as("%s", reply).isEqualTo(fault.status());
        assertThat(reply.errorCode()).as("%s", reply).isEqualTo(fault.code());
        assertThat(reply.honest()).as("%s", reply).isTrue();
        assertThat(reply.finished()).as("%s", reply).isEqualTo(fault.finishes());
        Booking booked = world.awaitBookings(customer, 1).getFirst();
        assertThat(booked.id()).isEqualTo(reply.id());
        assertThat(booked.outcome()).isEqualTo(fault.outcome());
        assertThat(booked.source()).isEqualTo(fault.source());
        assertThat(booked.status()).isEqualTo(fault.status());
        assertPaid(customer, booked);
        assertCounted(ask, reply, booked);
        assertBilled(fault, booked, world.vendors().billSince(before));
    }

    /// A bomb, an answer without end and a huge event, each twice, hold nobody else up: Vert.x' own
    /// watch over its event loops has nothing to say.
    @Test
    void floodsKeepTheEventLoopAlive() throws Exception {
        Customer customer = world.customer("Floods", 1_000_000);
        List<String> floods = List.of("gzip_bomb mb=50", "endless events=50000", "huge_event");
        long slowestNanos = 0;
        try (Client client = new Client(world.gateway(), customer);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> running =
                    Stream.concat(floods.stream(), floods.stream())
                            .map(flood -> Ask.streamed("Flood. [[fault:" + flood + "]]"))
                            .map(ask -> threads.submit(() -> client.ask(ask)))
                            .toList();
            while (!running.stream().allMatch(Future::isDone)) {
                slowestNanos = Math.max(slowestNanos, healthNanos());
            }
            for (Future<Reply> one : running) {
                assertThat(one.get().finished()).isFalse();
            }
        }
        System.out.printf("floods: /health took at most %d ms%n", slowestNanos / 1_000_000);
        Path log = world.stack().settings().log("gateway");
        assertThat(Files.readString(log)).doesNotContain("has been blocked for");
    }

    private static long healthNanos() throws IOException {
        long begun = System.nanoTime();
        try (Wire wire = Wire.health(world.gateway())) {
            wire.readAll();
            assertThat(wire.got()).startsWith("HTTP/1.1 200");
        }
        return System.nanoTime() - begun;
    }

    /// The customer pays for what it was given, to the micro-token, and for nothing else.
    private static void assertPaid(Customer customer, Booking booked) throws Exception {
        Credits rated = new Credits(world.price(booked.model()).charge(booked.counts()));
        Credits none = Credits.ZERO;
        switch (booked.outcome().payer()) {
            case CUSTOMER -> assertThat(booked.paid()).isEqualTo(rated).isGreaterThan(none);
            case GOODWILL -> assertThat(booked.goodwill()).isEqualTo(rated).isGreaterThan(none);
            case NOBODY -> assertThat(booked.charge()).isEqualTo(none);
        }
        assertThat(booked.charge()).isEqualTo(booked.paid().plus(booked.goodwill()));
        world.assertSettled(customer, 1, FUNDS.minus(booked.paid()));
    }

    /// Where the vendor's word is missing or absurd, a tokenizer's count of what was read and what
    /// came stands in.
    private static void assertCounted(Ask ask, Reply reply, Booking booked) {
        boolean counted =
                booked.source() == UsageSource.COUNTED_MISSING
                        || booked.source() == UsageSource.COUNTED_ABSURD;
        if (counted) {
            assertThat(booked.counts().inputTokens()).isEqualTo(ask.tokens());
            assertThat(booked.counts().get(Bucket.OUTPUT)).isEqualTo(Tokens.count(reply.text()));
        }
    }

    /// The vendor bills what it delivered; where it is believed, that is what we booked.
    private static void assertBilled(FaultCase fault, Booking booked, List<JsonNode> bill) {
        assertThat(bill).hasSize(fault.billed() ? 1 : 0);
        if (fault.billed() && booked.outcome() == Outcome.COMPLETED) {
            JsonNode line = bill.getFirst();
            assertThat(booked.counts().inputTokens())
                    .isEqualTo(line.path("prompt_tokens").asLong());
            assertThat(booked.counts().outputTokens())
                    .isEqualTo(line.path("completion_tokens").asLong());
        }
    }
}
