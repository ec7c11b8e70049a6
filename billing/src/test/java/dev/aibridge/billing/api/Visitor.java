package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

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

    private final HttpClient client = HttpClient.newHttpClient();
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

    Answer get(String path, @Nullable String token) throws IOException, InterruptedException {
        return call("GET", path, token, null);
    }

    Answer call(String method, String path, @Nullable String token, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, token);
        if (body == null) {
            return send(request.method(method, BodyPublishers.noBody()));
        }
        return send(
                request.method(method, BodyPublishers.ofString(body))
                        .header("content-type", "application/json"));
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
