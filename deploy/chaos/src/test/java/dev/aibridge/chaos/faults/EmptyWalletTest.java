package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.chaos.Booking;
import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.process.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a client sees of a wallet that is small, that becomes empty while answers run, and that is
/// filled again.
final class EmptyWalletTest {

    private static final String MODEL = "one-for-one";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SERVED_AGAIN = Duration.ofSeconds(1);
    private static final Duration START = Duration.ofSeconds(60);
    private static final int WALLET = 4_000;

    private static World world;

    @BeforeAll
    static void priceAModelAtOneTokenForOne() throws Exception {
        world = Shared.pair();
        Multipliers multipliers =
                Multipliers.of(
                        Map.of(Bucket.INPUT, Multipliers.ONE, Bucket.OUTPUT, Multipliers.ONE));
        world.stack().catalogue().addModel(MODEL, "openai", "gpt-4o-mini", multipliers);
        Customer first = world.customer("Waits for the catalogue", 100_000);
        for (String gateway : List.of("gateway", "gateway-2")) {
            try (Client client = client(gateway, first)) {
                Ask ask = Ask.whole("hi [[tokens=1]]").of(MODEL);
                await().until(() -> client.ask(ask).status() == 200);
            }
        }
    }

    private static Client client(String gateway, Customer customer) {
        return new Client(world.stack().url(gateway), customer);
    }

    private static Reply ask(Customer customer, Ask ask) throws InterruptedException {
        try (Client client = client("gateway", customer)) {
            return client.ask(ask.of(MODEL));
        }
    }

    private static JsonNode last(Reply reply, String field) throws IOException {
        JsonNode found = JSON.missingNode();
        for (String event : reply.events()) {
            if (event.startsWith("{")) {
                JsonNode node = JSON.readTree(event).path(field);
                found = node.isEmpty() ? found : node;
            }
        }
        assertThat(found.isMissingNode()).as("no %s in %s", field, reply).isFalse();
        return found;
    }

    private static String finish(Reply reply) throws IOException {
        return last(reply, "choices").path(0).path("finish_reason").asText();
    }

    private static long left(Customer customer) throws Exception {
        return world.posted(customer).micro() / Credits.ofTokens(1).micro();
    }

    @Test
    void aSmallWalletGetsAShortAnswerWhetherItIsBoundedOrNot() throws Exception {
        Customer customer = world.customer("Small", 300);
        Reply streamed = ask(customer, Ask.streamed("Be short. [[tokens=20]]"));
        assertThat(streamed.finished()).as("%s", streamed).isTrue();
        assertThat(finish(streamed)).isEqualTo("stop");
        await().until(() -> left(customer) < 300);
        Reply whole = ask(customer, Ask.whole("Be short again. [[tokens=20]]"));
        assertThat(whole.finished()).as("%s", whole).isTrue();
        assertThat(world.awaitBookings(customer, 2)).allMatch(one -> one.overrun().micro() == 0);
    }

    @Test
    void anAnswerThatTheWalletCannotPayIsBoundAtItsVendor() throws Exception {
        Customer customer = world.customer("Bound", 500);
        long before = world.vendors().lastSeq();
        Ask ask = Ask.streamed("Talk on. [[tokens=5000]]").withUsage();
        Reply reply = ask(customer, ask);
        assertThat(reply.finished()).as("%s", reply).isTrue();
        assertThat(finish(reply)).isEqualTo("length");
        JsonNode seen = world.vendors().requestsSince(before).getFirst();
        assertThat(seen.path("outcome").asText()).isEqualTo("finished");
        assertThat(
                        seen.path("body").path("max_completion_tokens").asLong()
                                + seen.path("body").path("max_tokens").asLong())
                .isBetween(400L, 500L);
        Booking booked = world.awaitBookings(customer, 1).getFirst();
        assertThat(booked.overrun()).isEqualTo(Credits.ZERO);
        assertThat(left(customer)).isBetween(0L, 60L);
    }

    @Test
    void answersThatShareAWalletEndValidlyWhenItIsEmpty() throws Exception {
        Customer customer = world.customer("Shared", WALLET);
        long before = world.vendors().lastSeq();
        List<Reply> replies;
        try (Client one = client("gateway", customer);
                Client two = client("gateway-2", customer)) {
            replies =
                    Together.run(
                            2,
                            i ->
                                    (i == 0 ? one : two)
                                            .ask(
                                                    Ask.streamed(
                                                                    "Go on. [[tokens=3900]] [[pace=1000]]")
                                                            .withUsage()
                                                            .of(MODEL)));
        }
        List<Booking> booked = world.awaitBookings(customer, 2);
        System.out.printf(
                "an empty wallet: %s, %d tokens left%n",
                booked.stream().map(one -> one.counts().outputTokens()).toList(), left(customer));
        assertThat(booked)
                .allMatch(one -> one.outcome() == Outcome.COMPLETED)
                .allMatch(one -> one.overrun().equals(Credits.ZERO));
        for (Reply reply : replies) {
            assertThat(reply.finished()).as("%s", reply).isTrue();
            assertThat(finish(reply)).isEqualTo("length");
            assertUsage(reply, booked);
        }
        assertThat(left(customer)).isBetween(0L, 40L);
        await().untilAsserted(
                        () ->
                                assertThat(world.vendors().requestsSince(before))
                                        .extracting(seen -> seen.path("outcome").asText())
                                        .containsOnly("client_closed"));
        world.assertProven();
    }

    /// The client is told what was booked.
    private static void assertUsage(Reply reply, List<Booking> booked) throws IOException {
        JsonNode usage = last(reply, "usage");
        Booking own =
                booked.stream().filter(b -> b.id().equals(reply.id())).findFirst().orElseThrow();
        assertThat(usage.path("prompt_tokens").asLong()).isEqualTo(own.counts().inputTokens());
        assertThat(usage.path("completion_tokens").asLong()).isEqualTo(own.counts().outputTokens());
    }

    @Test
    void whoFindsAllMoneyHeldIsToldToComeBackAndIsServedThen() throws Exception {
        Customer customer = world.customer("Held", WALLET);
        long before = world.vendors().lastSeq();
        Ask holdsAll = Ask.whole("Take your time. [[tokens=100]] [[pace=50]]");
        Ask later = Ask.streamed("Be short. [[tokens=5]]");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Reply> first =
                    CompletableFuture.supplyAsync(() -> uninterrupted(customer, holdsAll), threads);
            await().until(() -> !world.vendors().requestsSince(before).isEmpty());
            Reply busy = ask(customer, later);
            assertThat(busy.status()).as("%s", busy).isEqualTo(429);
            assertThat(busy.errorCode()).isEqualTo("wallet_busy");
            assertThat(busy.header("retry-after")).isEqualTo("1");
            assertThat(first.join().finished()).isTrue();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> ask(customer, later).status() == 200);
    }

    @Test
    void whoIsRefusedForMoneyIsServedASecondAfterACredit() throws Exception {
        Customer customer = world.customer("Broke", 0);
        Ask ask = Ask.streamed("Be short. [[tokens=5]]");
        Reply broke = ask(customer, ask);
        assertThat(broke.status()).as("%s", broke).isEqualTo(402);
        world.stack()
                .accounts()
                .credit(customer.wallet(), Credits.ofTokens(1_000), UUID.randomUUID().toString());
        long credited = System.nanoTime();
        await().atMost(Duration.ofSeconds(10)).until(() -> ask(customer, ask).status() == 200);
        Duration took = Duration.ofNanos(System.nanoTime() - credited);
        System.out.printf("from credit to answer: %d ms%n", took.toMillis());
        assertThat(took).isLessThan(SERVED_AGAIN);
    }

    @Test
    void withPostgresAwayAStreamGoesOnInsideItsLeaseAndEndsValidly() throws Exception {
        Customer customer = world.customer("Cut off", 1_000_000);
        Part postgres = world.stack().part("postgres").orElseThrow();
        long before = world.vendors().lastSeq();
        Ask ask = Ask.streamed("Go on. [[tokens=16000]] [[pace=1000]]").withUsage();
        Reply reply;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Reply> asked =
                    CompletableFuture.supplyAsync(() -> uninterrupted(customer, ask), threads);
            await().until(() -> !world.vendors().requestsSince(before).isEmpty());
            postgres.stop();
            reply = asked.join();
        } finally {
            postgres.start();
            postgres.awaitReady(START);
        }
        assertThat(reply.finished()).as("%s", reply).isTrue();
        assertThat(finish(reply)).isEqualTo("length");
        Booking booked = world.awaitBookings(customer, 1).getFirst();
        System.out.printf(
                "PostgreSQL away: the stream went on to %d tokens%n",
                booked.counts().outputTokens());
        assertThat(booked.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(booked.paid()).isEqualTo(booked.charge());
        assertThat(booked.counts().outputTokens()).isBetween(1_000L, 15_000L);
        assertUsage(reply, List.of(booked));
        world.assertProven();
    }

    private static Reply uninterrupted(Customer customer, Ask ask) {
        try {
            return ask(customer, ask);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
