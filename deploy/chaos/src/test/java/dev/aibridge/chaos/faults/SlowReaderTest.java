package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.Booking;
import dev.aibridge.chaos.World;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.local.database.Customer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A client that reads more slowly than the vendor writes.
///
/// The gateways here are patient: the vendor takes its time before so long an answer begins.
final class SlowReaderTest {

    private static final String EVENT = "data: {";

    private static World world;

    @BeforeAll
    static void start() {
        world = Shared.pair();
    }

    /// Some 15 MiB of events are more than the sockets between vendor and a client that does not
    /// read hold: the vendor can't finish.
    @Test
    void aSlowReaderPausesTheVendorAndGetsEveryByteInOrder() throws Exception {
        Customer customer = world.customer("Slow", 10_000_000);
        long before = world.vendors().lastSeq();
        Ask ask =
                Ask.streamed("Say much. [[tokens=8000]] [[pace=0]]")
                        .withUsage()
                        .withProbabilities();
        try (Wire slow = Wire.ask(world.gateway(), customer, ask)) {
            slow.readUntil(EVENT, 3);
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> outcome(before).equals("running"));
            slow.readAll();
            assertThat(slow.got()).endsWith("data: [DONE]\n\n\r\n0\r\n\r\n");
            assertThat(events(slow.got())).isEqualTo(events(fast(customer, ask)));
        }
        Booking booked = world.awaitBookings(customer, 2).getFirst();
        assertThat(booked.outcome()).isEqualTo(Outcome.COMPLETED);
        world.assertProven();
    }

    private static String fast(Customer customer, Ask ask) throws Exception {
        try (Client client = new Client(world.gateway(), customer)) {
            Reply reply = client.ask(ask);
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            return reply.body();
        }
    }

    /// The deltas, which two answers to one question have in common.
    private static List<String> events(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith(EVENT) && line.contains("\"delta\""))
                .map(line -> line.substring(line.indexOf("\"delta\"")))
                .toList();
    }

    private static String outcome(long before) {
        return world.vendors().requestsSince(before).getFirst().path("outcome").asText();
    }
}
