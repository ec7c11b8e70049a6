package dev.aibridge.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.local.database.Customer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The shortest way through everything: one request, answered, metered, booked, paid.
final class WorldTest {

    private static final String BODY =
            """
            {"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hello"}]}""";

    @Test
    void aWalletFallsByExactlyWhatOneAnswerUsed() throws Exception {
        World world = World.shared();
        Customer customer = world.customer("First", 1_000_000);
        long before = world.vendors().lastSeq();

        HttpResponse<String> answer = ask(world, customer);

        assertThat(answer.statusCode()).isEqualTo(200);
        Booking booked = world.awaitBookings(customer, 1).getFirst();
        assertThat(booked.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(booked.id())
                .hasToString(answer.headers().firstValue("x-request-id").orElseThrow());
        Credits price = new Credits(world.price("gpt-4o-mini").charge(booked.counts()));
        assertThat(booked.paid()).isEqualTo(price).isGreaterThan(Credits.ZERO);
        assertThat(world.vendors().billSince(before)).hasSize(1);
        assertThat(world.vendors().billSince(before).getFirst().path("completion_tokens").asLong())
                .isEqualTo(booked.counts().get(Bucket.OUTPUT));
        world.assertSettled(customer, 1, Credits.ofTokens(1_000_000).minus(price));
        assertThat(List.of(booked)).isEqualTo(world.bookings(customer));
    }

    /// 25.000001 tokens a request, times 0.333333: rounded up to the last unit, by the gateway as
    /// by billing and the proof.
    @Test
    void aGroupPaysItsFactorOfAFlatPrice() throws Exception {
        World world = World.shared();
        Multipliers flat = Multipliers.of(Map.of(Bucket.REQUEST, 25_000_001L));
        world.stack().catalogue().setFactor("partners", 333_333);
        world.stack().catalogue().addModel("flat-for-groups", "openai", "gpt-4o-mini", flat);
        Customer partner = world.customer("Partner", 1_000_000);
        world.stack().accounts().group(partner.tenant(), "partners");
        String body = BODY.replace("gpt-4o-mini", "flat-for-groups");

        await().until(() -> ask(world, partner, body).statusCode() == 200);

        Booking booked = world.awaitBookings(partner, 1).getFirst();
        assertThat(booked.counts().get(Bucket.REQUEST)).isEqualTo(1);
        assertThat(booked.paid()).isEqualTo(new Credits(8_333_326));
        world.assertSettled(partner, 1, Credits.ofTokens(1_000_000).minus(new Credits(8_333_326)));
    }

    private static HttpResponse<String> ask(World world, Customer customer) throws Exception {
        return ask(world, customer, BODY);
    }

    private static HttpResponse<String> ask(World world, Customer customer, String body)
            throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(world.gateway() + "/v1/chat/completions"))
                            .header("authorization", "Bearer " + customer.key().secret())
                            .header("content-type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
