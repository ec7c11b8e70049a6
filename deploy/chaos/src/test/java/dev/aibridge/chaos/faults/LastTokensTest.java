package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.Booking;
import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.local.database.Balance;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A wallet that pays for exactly ten requests, and two hundred that come at once, at two gateways.
final class LastTokensTest {

    private static final String MODEL = "per-request";
    private static final Credits PRICE = Credits.ofTokens(3);
    private static final int PAID = 10;
    private static final int ASKED = 200;
    private static final Duration BUDGET = Duration.ofSeconds(10);
    private static final int MOST_ROUNDS = 100;

    private static World world;

    @BeforeAll
    static void priceAModelPerRequestOnly() throws Exception {
        world = Shared.pair();
        Multipliers multipliers = Multipliers.of(Map.of(Bucket.REQUEST, PRICE.micro()));
        world.stack().catalogue().addModel(MODEL, "openai", "gpt-4o-mini", multipliers);
        Customer first = world.customer("Waits for the catalogue", 1_000);
        for (String gateway : List.of("gateway", "gateway-2")) {
            try (Client client = new Client(world.stack().url(gateway), first)) {
                await().until(() -> client.ask(Ask.whole("hi").of(MODEL)).status() == 200);
            }
        }
    }

    @Test
    void exactlyTenAreAnsweredAndNothingIsLeft() throws Exception {
        long end = System.nanoTime() + BUDGET.toNanos();
        Map<Integer, Integer> statuses = new TreeMap<>();
        int rounds = 0;
        while (rounds < MOST_ROUNDS && System.nanoTime() < end) {
            rounds++;
            round(rounds).forEach(reply -> statuses.merge(reply.status(), 1, Integer::sum));
        }
        System.out.printf("last tokens: %d rounds of %d, %s%n", rounds, ASKED, statuses);
        assertThat(statuses.get(200)).isEqualTo(rounds * PAID);
        world.assertProven();
    }

    private static List<Reply> round(int number) throws Exception {
        Credits funds = new Credits(PAID * PRICE.micro());
        Customer customer = world.customer("Round " + number, funds, KeyTerms.UNLIMITED);
        long before = world.vendors().lastSeq();
        List<Reply> replies;
        try (Client one = new Client(world.stack().url("gateway"), customer);
                Client two = new Client(world.stack().url("gateway-2"), customer)) {
            Ask ask = Ask.whole("Round " + number).of(MODEL);
            replies = Together.run(ASKED, i -> (i % 2 == 0 ? one : two).ask(ask));
        }
        assertThat(replies).extracting(Reply::status).isSubsetOf(200, 402, 429);
        assertThat(replies.stream().filter(Reply::finished)).hasSize(PAID);
        assertThat(world.vendors().requestsSince(before)).hasSize(PAID);
        assertThat(world.awaitBookings(customer, PAID))
                .hasSize(PAID)
                .allMatch(booked -> booked.outcome() == Outcome.COMPLETED)
                .extracting(Booking::paid)
                .containsOnly(PRICE);
        Balance empty = new Balance(Credits.ZERO, Credits.ZERO, Credits.ZERO);
        await().untilAsserted(
                        () ->
                                assertThat(world.stack().accounts().balance(customer.wallet()))
                                        .isEqualTo(empty));
        return replies;
    }
}
