package dev.aibridge.chaos.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who buys tokens and wants money back, and what the sandbox Stripe is told to do about
/// it. Repeats nothing by itself.
final class Buyer implements AutoCloseable {

    /// The product that is bought: 1,000,000 tokens for 3.00 USD.
    static final Credits TOKENS = Credits.ofTokens(1_000_000);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// An answer; status 0 when there was none.
    record Answer(int status, JsonNode json) {

        String id() {
            return json.path("id").asText();
        }

        /// Whether it was done, now or by an earlier call with the same key.
        boolean isDone() {
            return status >= 200 && status < 300;
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final World world;
    private final Customer customer;
    private final String token;
    private final String billing;

    private Buyer(World world, Customer customer, String token, String billing) {
        this.world = world;
        this.customer = customer;
        this.token = token;
        this.billing = billing;
    }

    /// A new one without tokens.
    static Buyer of(World world, Issuer issuer, String name) throws SQLException {
        Customer customer = world.customer(name, 0);
        UUID subject = UUID.randomUUID();
        world.stack().accounts().join(customer.tenant(), subject, subject + "@example.com", name);
        return new Buyer(world, customer, issuer.token(subject), world.stack().url("billing"));
    }

    /// The same one, who asks another replica of billing: `billing-2`.
    Buyer at(String replica) {
        return new Buyer(world, customer, token, world.stack().url(replica));
    }

    Customer customer() {
        return customer;
    }

    Answer order(String key) throws InterruptedException {
        return call("orders", key, "{\"productId\": \"starter-1m\", \"quantity\": 1}");
    }

    Answer confirm(String order) throws InterruptedException {
        return call("orders/" + order + "/confirm", UUID.randomUUID().toString(), null);
    }

    Answer refund(String order, long amountMinor, String key) throws InterruptedException {
        return call(
                "orders/" + order + "/refunds",
                key,
                "{\"amountMinor\": %d, \"currency\": \"USD\"}".formatted(amountMinor));
    }

    Answer look(String order) throws InterruptedException {
        return send(request("orders/" + order).GET().build());
    }

    /// A changing call of somebody else, without a body.
    Answer post(String path, String otherToken) throws InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(billing + path))
                        .timeout(PATIENCE)
                        .header("authorization", "Bearer " + otherToken)
                        .header("Idempotency-Key", '"' + UUID.randomUUID().toString() + '"')
                        .POST(BodyPublishers.noBody())
                        .build());
    }

    private Answer call(String path, String key, @Nullable String body)
            throws InterruptedException {
        HttpRequest.Builder request = request(path).header("Idempotency-Key", '"' + key + '"');
        return send(
                body == null
                        ? request.POST(BodyPublishers.noBody()).build()
                        : request.header("content-type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build());
    }

    private HttpRequest.Builder request(String path) {
        String tenant = billing + "/v1/tenants/" + customer.tenant();
        return HttpRequest.newBuilder(URI.create(tenant + "/" + path))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), read(answer.body()));
        } catch (IOException noAnswer) {
            return new Answer(0, JSON.missingNode());
        }
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    /// Tells the sandbox Stripe something: `pay`, `dispute`, `webhooks`.
    JsonNode steer(String what, String body) throws InterruptedException {
        HttpResponse<String> answer = tell("POST", what, body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(what + ": " + answer.body());
        }
        return read(answer.body());
    }

    /// The API answers as it should again.
    void dropFaults() throws InterruptedException {
        tell("DELETE", "faults", "");
    }

    /// The bank decides about a dispute, unless it has.
    void decide(String dispute, String outcome) throws InterruptedException {
        tell(
                "POST",
                "decide",
                "{\"dispute\": \"%s\", \"outcome\": \"%s\"}".formatted(dispute, outcome));
    }

    private HttpResponse<String> tell(String method, String what, String body)
            throws InterruptedException {
        try {
            String stripe =
                    world.stack().settings().http(world.stack().settings().port(Port.STRIPE));
            return http.send(
                    HttpRequest.newBuilder(URI.create(stripe + "/_sandbox/stripe/" + what))
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | StartFailed e) {
            throw new AssertionError("the sandbox Stripe does not answer", e);
        }
    }

    /// Pays an order's page with a good card; answers whether Stripe has taken the money.
    boolean pay(String order) throws InterruptedException, SQLException {
        HttpResponse<String> answer =
                tell("POST", "pay", "{\"session\": \"%s\"}".formatted(session(order)));
        return answer.statusCode() == 200;
    }

    /// The bank takes an order's money back until it has decided; answers the dispute.
    String dispute(String order) throws InterruptedException, SQLException {
        return read(tell("POST", "dispute", "{\"session\": \"%s\"}".formatted(session(order)))
                        .body())
                .path("id")
                .asText();
    }

    private String session(String order) throws SQLException {
        return Reckoning.text(
                world,
                "SELECT session_id FROM billing.checkout WHERE order_id = '%s'::uuid ORDER BY attempt DESC LIMIT 1"
                        .formatted(UUID.fromString(order)));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
