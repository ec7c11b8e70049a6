package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.Booking;
import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.local.database.Customer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A key that may spend as much as ten requests cost, and clients that ask for more, at two
/// gateways.
final class CapTest {

    private static final String MODEL = "per-request-capped";
    private static final Credits PRICE = Credits.ofTokens(3);
    private static final int PAID = 10;
    private static final int ASKED = 100;
    private static final Duration OBEYED = Duration.ofSeconds(1);
    private static final Ask ASK = Ask.whole("hi").of(MODEL);

    private static World world;

    @BeforeAll
    static void priceAModelPerRequestOnly() throws Exception {
        world = Shared.pair();
        Multipliers multipliers = Multipliers.of(Map.of(Bucket.REQUEST, PRICE.micro()));
        world.stack().catalogue().addModel(MODEL, "openai", "gpt-4o-mini", multipliers);
        Customer first = world.customer("Waits for the catalogue", 1_000);
        for (String gateway : List.of("gateway", "gateway-2")) {
            try (Client client = client(gateway, first)) {
                await().until(() -> client.ask(ASK).status() == 200);
            }
        }
    }

    private static Client client(String gateway, Customer customer) {
        return new Client(world.stack().url(gateway), customer);
    }

    private static void cap(Customer customer, String window, int requests) throws Exception {
        Credits most = new Credits(requests * PRICE.micro());
        world.stack().accounts().cap(customer, window, most);
    }

    @Test
    void exactlyTenAreAnsweredAndOneMoreIsAsSoonAsTheCapIsRaised() throws Exception {
        Customer customer = world.customer("Capped", 1_000_000);
        cap(customer, "day", PAID);
        try (Client one = client("gateway", customer);
                Client two = client("gateway-2", customer)) {
            List<Reply> replies = Together.run(ASKED, i -> (i % 2 == 0 ? one : two).ask(ASK));
            assertThat(replies).extracting(Reply::status).isSubsetOf(200, 429);
            assertThat(replies.stream().filter(Reply::finished)).hasSize(PAID);
            world.awaitBookings(customer, PAID);
            await().untilAsserted(() -> assertRefusedUntilMidnight(one.ask(ASK)));
            cap(customer, "day", PAID + 1);
            long raised = System.nanoTime();
            await().atMost(Duration.ofSeconds(10)).until(() -> two.ask(ASK).status() == 200);
            Duration took = Duration.ofNanos(System.nanoTime() - raised);
            System.out.printf("from raised cap to answer: %d ms%n", took.toMillis());
            assertThat(took).isLessThan(OBEYED);
            await().untilAsserted(() -> assertRefusedUntilMidnight(two.ask(ASK)));
        }
        assertThat(world.awaitBookings(customer, PAID + 1))
                .hasSize(PAID + 1)
                .extracting(Booking::paid)
                .containsOnly(PRICE);
        world.assertProven();
    }

    private static void assertRefusedUntilMidnight(Reply no) {
        assertThat(no.status()).as("%s", no).isEqualTo(429);
        assertThat(no.errorCode()).isEqualTo("token_quota_exceeded");
        assertThat(Long.parseLong(no.header("retry-after"))).isBetween(1L, 86_400L);
    }

    @Test
    void aCapThatIsSetIsObeyedWithinASecondAndNamesNoEndWhenItHasNone() throws Exception {
        Customer customer = world.customer("Capped later", 1_000_000);
        try (Client client = client("gateway", customer)) {
            assertThat(client.ask(ASK).status()).isEqualTo(200);
            world.awaitBookings(customer, 1);
            cap(customer, "total", 1);
            long set = System.nanoTime();
            await().atMost(Duration.ofSeconds(10)).until(() -> client.ask(ASK).status() == 429);
            Duration took = Duration.ofNanos(System.nanoTime() - set);
            System.out.printf("from cap to refusal: %d ms%n", took.toMillis());
            assertThat(took).isLessThan(OBEYED);
            Reply no = client.ask(ASK);
            assertThat(no.errorCode()).as("%s", no).isEqualTo("token_quota_exceeded");
            assertThat(no.headers().firstValue("retry-after")).isEmpty();
        }
        world.assertProven();
    }
}
