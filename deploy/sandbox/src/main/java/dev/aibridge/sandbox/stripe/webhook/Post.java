package dev.aibridge.sandbox.stripe.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/// Brings events to the webhook. Used by one event loop.
public final class Post {

    private static final int MAX_CONNECTIONS = 20;

    private final Vertx vertx;
    private final HttpClient client;
    private final Address address;
    private final Schedule schedule;
    private final InstantSource clock;
    private final int maxDeliveries;
    private final Random chance = new Random(4);
    private final SequencedMap<String, Delivery> deliveries = new LinkedHashMap<>();
    private List<Delivery> held = new ArrayList<>();
    private Policy policy = Policy.honest();

    /// @param maxDeliveries the oldest are forgotten first
    public Post(
            Vertx vertx,
            Address address,
            Schedule schedule,
            InstantSource clock,
            int maxDeliveries) {
        this.vertx = vertx;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setMaxPoolSize(MAX_CONNECTIONS)
                                .setConnectTimeout((int) schedule.timeout().toMillis()));
        this.address = address;
        this.schedule = schedule;
        this.clock = clock;
        this.maxDeliveries = maxDeliveries;
    }

    /// Takes a new event.
    public void accept(ObjectNode event) {
        Delivery delivery = new Delivery(event);
        deliveries.put(event.path("id").asText(), delivery);
        if (deliveries.size() > maxDeliveries) {
            deliveries.pollFirstEntry();
        }
        Policy now =
                event.path("type").asText().startsWith(policy.type()) ? policy : Policy.honest();
        if (now.drop() || !address.exists()) {
            delivery.dropped();
        } else if (now.hold()) {
            delivery.held();
            held.add(delivery);
        } else {
            send(delivery, now);
        }
    }

    /// How new events are delivered from now on.
    public void follow(Policy next) {
        policy = next;
    }

    /// How new events are delivered.
    public Policy policy() {
        return policy;
    }

    /// Delivers what was held, one after the other.
    ///
    /// @return how many events
    public int release(Order order) {
        List<Delivery> batch = held;
        held = new ArrayList<>();
        switch (order) {
            case SENT -> {}
            case REVERSED -> Collections.reverse(batch);
            case SHUFFLED -> Collections.shuffle(batch, chance);
        }
        batch.forEach(Delivery::waits);
        Future<Void> before = Future.succeededFuture();
        for (Delivery delivery : batch) {
            before = before.compose(_ -> attempt(delivery, Forgery.NONE, 1));
        }
        return batch.size();
    }

    /// Delivers an event again, at once.
    ///
    /// @return whether it is known
    public boolean resend(String event, int copies, Forgery forge) {
        Optional<Delivery> known = Optional.ofNullable(deliveries.get(event));
        known.ifPresent(
                delivery -> {
                    for (int i = 0; i < copies; i++) {
                        attempt(delivery, forge, 1);
                    }
                });
        return known.isPresent();
    }

    /// All deliveries with their attempts, oldest first.
    public ArrayNode toJson() {
        ArrayNode json = Json.array();
        deliveries.values().forEach(delivery -> json.add(delivery.toJson()));
        return json;
    }

    /// Forgets all; what is on its way isn't repeated.
    public void clear() {
        deliveries.clear();
        held = new ArrayList<>();
        policy = Policy.honest();
    }

    private void send(Delivery delivery, Policy how) {
        delivery.waits();
        for (int i = 0; i < how.copies(); i++) {
            long ms = how.delayMs() + chance.nextLong(how.jitterMs() + 1);
            later(Duration.ofMillis(ms), () -> attempt(delivery, how.forge(), 1));
        }
    }

    private Future<Void> attempt(Delivery delivery, Forgery forge, int number) {
        Letter letter =
                Letter.of(
                        new String(Json.bytes(delivery.event()), StandardCharsets.UTF_8),
                        address.secret(),
                        clock.instant().getEpochSecond(),
                        forge);
        return carry(letter)
                .timeout(schedule.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(status -> new Delivery.Attempt(clock.instant(), forge, status, ""))
                .otherwise(
                        failure ->
                                new Delivery.Attempt(
                                        clock.instant(), forge, 0, String.valueOf(failure)))
                .map(
                        attempt -> {
                            conclude(delivery, attempt, number);
                            return null;
                        });
    }

    private void conclude(Delivery delivery, Delivery.Attempt attempt, int number) {
        delivery.tried(attempt);
        if (attempt.status() / 100 == 2) {
            delivery.taken();
        } else if (attempt.forge() == Forgery.NONE && isKnown(delivery)) {
            if (number > schedule.retries()) {
                delivery.givenUp();
            } else {
                later(schedule.after(number), () -> attempt(delivery, Forgery.NONE, number + 1));
            }
        }
    }

    private Future<Integer> carry(Letter letter) {
        RequestOptions options =
                new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(address.url());
        return Future.succeededFuture()
                .compose(_ -> client.request(options))
                .compose(request -> request(request, letter).send(letter.body()))
                .compose(answer -> answer.body().map(_ -> answer.statusCode()));
    }

    private static HttpClientRequest request(HttpClientRequest request, Letter letter) {
        request.putHeader("content-type", "application/json; charset=utf-8")
                .putHeader("user-agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)");
        letter.signature().ifPresent(text -> request.putHeader("stripe-signature", text));
        return request;
    }

    private boolean isKnown(Delivery delivery) {
        return deliveries.get(delivery.event().path("id").asText()) == delivery;
    }

    private void later(Duration delay, Runnable work) {
        if (delay.isZero()) {
            work.run();
        } else {
            vertx.setTimer(delay.toMillis(), _ -> work.run());
        }
    }
}
