package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.chaos.Booking;
import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageSource;
import dev.aibridge.local.database.Customer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Clients that leave at every place, and one that reads slowly.
final class LeavingTest {

    private static final Credits FUNDS = Credits.ofTokens(1_000_000);
    private static final String EVENT = "data: {";
    private static final Duration CANCELLED = Duration.ofSeconds(1);

    private static World world;

    @BeforeAll
    static void start() {
        world = Shared.impatient();
    }

    @Test
    void beforeTheHeadTheInputIsBilled() throws Exception {
        Ask ask = Ask.streamed("Leave at once. [[fault:hang max_ms=20000]]");
        Left left = leave(ask, 0);
        assertBooked(left, UsageSource.COUNTED_MISSING, ask.tokens(), 0);
        assertThat(left.booked().status()).isZero();
    }

    @Test
    void beforeTheFirstTokenTheInputIsBilled() throws Exception {
        Ask ask = Ask.streamed("Leave early. [[fault:hang after_events=0]]");
        Left left = leave(ask, 1);
        assertBooked(left, UsageSource.COUNTED_MISSING, ask.tokens(), 0);
        assertThat(left.booked().status()).isEqualTo(200);
    }

    /// The vendor's tokens are one an event, so what was produced can be told to the token.
    @Test
    void inTheMiddleWhatWasProducedIsBilled() throws Exception {
        Ask ask = Ask.streamed("Leave midway. [[tokens=40]] [[fault:hang after_events=7]]");
        Left left = leave(ask, 8);
        assertBooked(left, UsageSource.COUNTED_MISSING, ask.tokens(), 7);
    }

    @Test
    void aPacedVendorIsStoppedAndBillsNoMoreThanItSent() throws Exception {
        Ask ask = Ask.streamed("Leave a talker. [[tokens=400]] [[pace=40]]");
        Left left = leave(ask, 8);
        long produced = left.booked().counts().get(Bucket.OUTPUT);
        long sent = left.vendor().path("content_events").asLong();
        assertThat(produced).isBetween(7L, sent);
        assertThat(sent).isLessThan(60);
        assertThat(left.vendor().path("usage").path("completion_tokens").asLong())
                .isBetween(produced, sent + 4);
        assertBooked(left, UsageSource.COUNTED_MISSING, ask.tokens(), produced);
    }

    @Test
    void beforeTheTerminalTheVendorsUsageIsBilled() throws Exception {
        Ask ask =
                Ask.streamed("Leave late. [[tokens=2]] [[fault:slow_drip interval_ms=2]]")
                        .withUsage();
        Left left = leave(ask, "\"total_tokens\":", 1);
        JsonNode usage = left.vendor().path("usage");
        assertBooked(
                left,
                UsageSource.VENDOR,
                usage.path("prompt_tokens").asLong(),
                usage.path("completion_tokens").asLong());
    }

    @Test
    void anAnswerInOnePieceIsReadToItsEndAndBilled() throws Exception {
        Customer customer = world.customer("Drained", 1_000_000);
        long before = world.vendors().lastSeq();
        Ask ask = Ask.whole("Leave the rest. [[tokens=30]] [[pace=30]]");
        try (Wire _ = Wire.ask(world.gateway(), customer, ask)) {
            awaitVendor(before);
        }
        JsonNode vendor = awaitOutcome(before, "finished", Duration.ofSeconds(5));
        Booking booked = world.awaitBookings(customer, 1).getFirst();
        JsonNode usage = vendor.path("usage");
        assertBooked(
                new Left(customer, booked, vendor),
                UsageSource.VENDOR,
                usage.path("prompt_tokens").asLong(),
                usage.path("completion_tokens").asLong());
    }

    /// A client that left.
    ///
    /// @param vendor what the vendor saw
    private record Left(Customer customer, Booking booked, JsonNode vendor) {}

    private static Left leave(Ask ask, int events) throws Exception {
        return leave(ask, EVENT, events);
    }

    /// Leaves when a text has come so often; the vendor must notice within a second.
    private static Left leave(Ask ask, String text, int times) throws Exception {
        Customer customer = world.customer(ask.text(), 1_000_000);
        long before = world.vendors().lastSeq();
        try (Wire wire = Wire.ask(world.gateway(), customer, ask)) {
            awaitVendor(before);
            wire.readUntil(text, times);
        }
        JsonNode vendor = awaitOutcome(before, "client_closed", CANCELLED);
        return new Left(customer, world.awaitBookings(customer, 1).getFirst(), vendor);
    }

    private static void awaitVendor(long before) {
        await().until(() -> world.vendors().requestsSince(before).size() == 1);
    }

    private static String outcome(long before) {
        return world.vendors().requestsSince(before).getFirst().path("outcome").asText();
    }

    private static JsonNode awaitOutcome(long before, String outcome, Duration limit) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(limit)
                .until(() -> outcome(before).equals(outcome));
        return world.vendors().requestsSince(before).getFirst();
    }

    private static void assertBooked(Left left, UsageSource source, long input, long output)
            throws Exception {
        Booking booked = left.booked();
        assertThat(booked.outcome()).isEqualTo(Outcome.CLIENT_LEFT);
        assertThat(booked.source()).isEqualTo(source);
        assertThat(booked.counts().inputTokens()).isEqualTo(input);
        assertThat(booked.counts().outputTokens()).isEqualTo(output);
        Credits rated = new Credits(world.price(booked.model()).charge(booked.counts()));
        assertThat(booked.paid()).isEqualTo(rated).isGreaterThan(Credits.ZERO);
        world.assertSettled(left.customer(), 1, FUNDS.minus(rated));
    }
}
