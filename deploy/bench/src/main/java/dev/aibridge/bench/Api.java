package dev.aibridge.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Billing's REST API, asked by somebody with a token of Keycloak's.
final class Api implements Site, AutoCloseable {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    /// Trades a password for a token; only the realm of trials has it.
    private static final String CLIENT = "billing-cli";

    private final HttpClient http;
    private final String site;
    private final String token;

    private Api(HttpClient http, String site, String token) {
        this.http = http;
        this.site = site;
        this.token = token;
    }

    /// Signs in.
    ///
    /// @param realm the address of Keycloak's realm
    static Api begin(String site, String realm, String user, String password)
            throws BenchFailed, IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        String form =
                "grant_type=password&client_id=%s&username=%s&password=%s"
                        .formatted(CLIENT, encoded(user), encoded(password));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                        .timeout(LONGEST_ANSWER)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new BenchFailed("a token was refused with " + answer.statusCode());
        }
        String token = new ObjectMapper().readTree(answer.body()).path("access_token").asText();
        return new Api(http, site, token);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public HttpResponse<byte[]> load(String path)
            throws BenchFailed, IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(site + path))
                        .timeout(LONGEST_ANSWER)
                        .header("authorization", "Bearer " + token)
                        .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new BenchFailed("%s was answered %d".formatted(path, answer.statusCode()));
        }
        return answer;
    }

    @Override
    public void close() {
        http.close();
    }
}
