package dev.aibridge.chaos.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.chaos.Booking;
import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageSource;
import dev.aibridge.local.database.Customer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What some customers owe from a moment on, by three accounts that must agree: the vendors' bill
/// at the price book's multipliers, what was booked, and what the wallets lost.
final class Tab {

    private static final Duration SETTLED = Duration.ofSeconds(20);

    /// What one request used of one model.
    private record Use(String model, Counts counts) {}

    private final World world;
    private final Map<Customer, Credits> opening;
    private final long since;

    /// Opens a tab.
    ///
    /// @param opening what each customer's wallet holds now
    Tab(World world, Map<Customer, Credits> opening) {
        this.world = world;
        this.opening = Map.copyOf(opening);
        this.since = world.vendors().lastSeq();
    }

    /// Waits until everything that reached a vendor is booked: one event per request.
    List<Booking> awaitBooked() {
        List<Booking> booked =
                await("one booking per vendor request")
                        .atMost(SETTLED)
                        .pollInterval(Duration.ofMillis(100))
                        .until(this::booked, all -> all.size() >= requests() && nothingRuns());
        assertThat(booked).hasSize(requests());
        return booked;
    }

    /// Counting a request's tokens is free: nothing is booked for it.
    private int requests() {
        return (int)
                world.vendors().requestsSince(since).stream()
                        .filter(one -> !one.path("path").asText().endsWith("_tokens"))
                        .count();
    }

    private boolean nothingRuns() {
        return world.vendors().requestsSince(since).stream()
                .noneMatch(request -> request.path("outcome").asText().equals("running"));
    }

    private List<Booking> booked() throws SQLException {
        List<Booking> all = new ArrayList<>();
        for (Customer customer : opening.keySet()) {
            all.addAll(world.bookings(customer));
        }
        return all;
    }

    /// Demands that what was booked by the vendors' own usage is what the vendors bill, line by
    /// line, and that the rest are streams that their clients left.
    void assertBillAgrees() {
        List<Booking> booked = awaitBooked();
        List<JsonNode> bill = world.vendors().billSince(since);
        assertThat(booked)
                .filteredOn(Tab::isByVendor)
                .extracting(one -> new Use(one.model(), one.counts()))
                .containsExactlyInAnyOrderElementsOf(
                        bill.stream().filter(Tab::isFinished).map(Tab::use).toList());
        List<Booking> counted = booked.stream().filter(Tab::isCounted).toList();
        List<JsonNode> left = bill.stream().filter(line -> !isFinished(line)).toList();
        assertThat(counted)
                .hasSameSizeAs(left)
                .allMatch(one -> one.outcome() == Outcome.CLIENT_LEFT && one.streamed());
        assertThat(output(counted.stream().map(Booking::counts).toList()))
                .isBetween(
                        (long) counted.size(),
                        output(left.stream().map(line -> use(line).counts()).toList()));
    }

    /// Demands that wallets fell by exactly Σ count × multiplier and that every invariant holds.
    void assertWalletsAgree() throws SQLException {
        List<Booking> booked = awaitBooked();
        Credits due = Credits.ZERO;
        for (JsonNode line : world.vendors().billSince(since)) {
            due = isFinished(line) ? due.plus(price(use(line))) : due;
        }
        for (Booking one : booked.stream().filter(Tab::isCounted).toList()) {
            due = due.plus(price(new Use(one.model(), one.counts())));
        }
        Credits fell = Credits.ZERO;
        for (Map.Entry<Customer, Credits> wallet : opening.entrySet()) {
            fell = fell.plus(wallet.getValue().minus(world.posted(wallet.getKey())));
        }
        assertThat(fell).isEqualTo(due);
        world.assertProven();
    }

    /// Demands that the answers said what was then booked.
    ///
    /// @param costs `x-aibridge-cost` by `x-request-id`
    void assertCostsAgree(Map<String, String> costs) {
        Map<String, Booking> byId = new HashMap<>();
        awaitBooked().forEach(one -> byId.put(one.id().toString(), one));
        assertThat(costs)
                .isNotEmpty()
                .allSatisfy(
                        (id, cost) ->
                                assertThat(byId.get(id))
                                        .as("booking of request %s", id)
                                        .isNotNull()
                                        .extracting(one -> one.paid().tokens().toPlainString())
                                        .isEqualTo(cost));
    }

    private Credits price(Use use) throws SQLException {
        return new Credits(world.price(use.model()).charge(use.counts()));
    }

    private static boolean isByVendor(Booking one) {
        return one.source() == UsageSource.VENDOR;
    }

    private static boolean isCounted(Booking one) {
        return !isByVendor(one) && one.outcome().payer() == Outcome.Payer.CUSTOMER;
    }

    private static boolean isFinished(JsonNode line) {
        return line.path("outcome").asText().equals("finished");
    }

    private static Use use(JsonNode line) {
        long cached = line.path("cached_tokens").asLong();
        long write5m = line.path("cache_write_5m_tokens").asLong();
        long write1h = line.path("cache_write_1h_tokens").asLong();
        // Moonshot's usage does not tell thinking from other output.
        boolean isTold = !line.path("vendor").asText().equals("moonshot");
        long reasoning = isTold ? line.path("reasoning_tokens").asLong() : 0;
        long[] counts = new long[Bucket.count()];
        counts[Bucket.INPUT.ordinal()] =
                line.path("prompt_tokens").asLong() - cached - write5m - write1h;
        counts[Bucket.CACHE_READ.ordinal()] = cached;
        counts[Bucket.CACHE_WRITE_5M.ordinal()] = write5m;
        counts[Bucket.CACHE_WRITE_1H.ordinal()] = write1h;
        counts[Bucket.OUTPUT.ordinal()] = line.path("completion_tokens").asLong() - reasoning;
        counts[Bucket.REASONING.ordinal()] = reasoning;
        counts[Bucket.REQUEST.ordinal()] = 1;
        return new Use(line.path("model").asText(), Counts.of(counts));
    }

    private static long output(List<Counts> all) {
        return all.stream().mapToLong(Counts::outputTokens).sum();
    }
}
