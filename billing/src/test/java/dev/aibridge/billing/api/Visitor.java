package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Wallet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// Calls the running billing, and looks into its books.
final class Visitor implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// An answer.
    record Answer(HttpResponse<String> raw) {

        int status() {
            return raw.statusCode();
        }

        JsonNode json() {
            try {
                return JSON.readTree(raw.body());
            } catch (IOException e) {
                throw new AssertionError(raw.statusCode() + " without JSON: " + raw.body(), e);
            }
        }

        String code() {
            return json().path("code").asText();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        /// That it is a problem of that status, and tells nothing of our insides.
        void assertProblem(int status) {
            assertThat(status()).as(raw.body()).isEqualTo(status);
            assertThat(header("content-type")).startsWith(Problem.TYPE);
            assertThat(header("x-request-id")).isNotEmpty();
            assertThat(json().get("status").asInt()).isEqualTo(status);
            assertThat(json().get("code").asText()).matches("[a-z_]+");
            assertThat(json().get("title").asText()).isNotEmpty();
            assertThat(json().get("detail").asText()).endsWith(".");
            assertThat(raw.body())
                    .doesNotContainPattern(
                            "(?i)exception|dev\\.aibridge|jackson|jakarta|select |insert |postgres|at \\[|\\.java");
        }
    }

    /// Nobody upgrades to HTTP/2 in clear text; JDK and Vert.x sometimes garble what follows.
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final Books books;
    private final Tokens tokens;

    Visitor(URI base) throws SQLException, GeneralSecurityException {
        this.base = base;
        books = Books.at(setting(House.DATABASE));
        tokens = Tokens.of(setting(House.ISSUER), setting(House.KEY));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    Books books() {
        return books;
    }

    Tokens tokens() {
        return tokens;
    }

    /// A new person who is a member of that tenant.
    UUID member(Wallet wallet) throws SQLException {
        UUID subject = UUID.randomUUID();
        books.run(
                "INSERT INTO accounts.person (subject, email, name) VALUES (?, ?, 'a person')",
                subject,
                subject + "@example.com");
        books.run(
                "INSERT INTO accounts.member (tenant_id, subject, role) VALUES (?, ?, 'owner')",
                wallet.tenant(),
                subject);
        return subject;
    }

    /// An order of that tenant's that Stripe is not asked about, and whatever else of that tenant
    /// is called by an id, of the same id.
    UUID thing(Wallet whose) throws SQLException {
        UUID id = UUID.randomUUID();
        books.run(
                "INSERT INTO billing.product (id, name, tokens, amount_minor, currency, active, position)"
                        + " VALUES (?, 'a product', 1000000, 300, 'USD', false, 99)",
                id.toString());
        books.run(
                "INSERT INTO billing.customer_order (id, tenant_id, request_key, product_id, product_name,"
                        + " quantity, tokens, bonus, amount_minor, currency, state, review_reason, ordered_by)"
                        + " SELECT ?, ?, gen_random_uuid()::text, id, name, 1, tokens, bonus, amount_minor, currency, 'review',"
                        + " 'amount', gen_random_uuid() FROM billing.product WHERE id = ?",
                id,
                whose.tenant(),
                id.toString());
        books.run(
                "INSERT INTO billing.payment (id, order_id, session_id, amount_minor, currency, credited,"
                        + " fault, seen_at) VALUES (?, ?, ?, 0, 'USD', false, 'mode', now())",
                id.toString(),
                id,
                id.toString());
        books.run(
                "INSERT INTO billing.checkout (order_id, attempt, email, locale, begun_at, look_at)"
                        + " VALUES (?, 1, 'a@example.com', 'en', now(), now() + interval '1 day')",
                id);
        alsoCalled(id, whose);
        return id;
    }

    private void alsoCalled(UUID id, Wallet whose) throws SQLException {
        books.run(
                "INSERT INTO accounts.api_key (id, tenant_id, name, hash, prefix, last_four)"
                        + " VALUES (?, ?, 'a key', sha256(?::text::bytea), 'ab-', '0000')",
                id,
                whose.tenant(),
                id.toString());
        books.ask(
                "SELECT billing.issue_receipt(?, 'receipt', ?, NULL, 'AI Bridge', '', '')",
                id,
                id.toString());
        books.run(
                "INSERT INTO billing.alert_rule (id, tenant_id, kind, threshold, made_by)"
                        + " VALUES (?, ?, 'days', (SELECT count(*) + 100 FROM billing.alert_rule), ?)",
                id,
                whose.tenant(),
                id);
        books.run(
                "INSERT INTO billing.webhook_endpoint (id, tenant_id, url, made_by)"
                        + " VALUES (?, ?, 'https://192.0.2.1/', ?)",
                id,
                whose.tenant(),
                id);
    }

    Answer get(String path, @Nullable String token) throws IOException, InterruptedException {
        return call("GET", path, token, null);
    }

    Answer call(String method, String path, @Nullable String token, @Nullable String body)
            throws IOException, InterruptedException {
        return call(method, path, token, body, UUID.randomUUID().toString());
    }

    /// The same with that `Idempotency-Key`.
    Answer call(
            String method, String path, @Nullable String token, @Nullable String body, String key)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, token);
        if (!method.equals("GET")) {
            request.header(IdempotencyKey.HEADER, '"' + key + '"');
        }
        if (body == null) {
            return send(request.method(method, BodyPublishers.noBody()));
        }
        return send(
                request.method(method, BodyPublishers.ofString(body))
                        .header("content-type", "application/json"));
    }

    /// What a call is answered that is not the first with its key, once the first has ended.
    static Answer untilItRan(Callable<Answer> call) {
        return await().atMost(Duration.ofSeconds(20))
                .until(call, answer -> !answer.code().equals("idempotency_key_in_use"));
    }

    /// A file.
    HttpResponse<byte[]> bytes(String path, @Nullable String token)
            throws IOException, InterruptedException {
        return client.send(request(path, token).build(), BodyHandlers.ofByteArray());
    }

    HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
        return token == null ? request : request.header("authorization", "Bearer " + token);
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    }

    @Override
    public void close() {
        client.close();
        books.close();
    }
}
