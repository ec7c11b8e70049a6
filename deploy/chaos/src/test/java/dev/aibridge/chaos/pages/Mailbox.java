package dev.aibridge.chaos.pages;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The mails of one person, as the sandbox's sink took them.
///
/// @param sink where it answers
/// @param address whose
record Mailbox(String sink, String address) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// The newest mail, as soon as one is there.
    JsonNode newest() {
        return await("a mail to " + address)
                .atMost(PATIENCE)
                .until(this::mails, mails -> !mails.isEmpty())
                .get(0);
    }

    private JsonNode mails() throws IOException, InterruptedException {
        String to = URLEncoder.encode(address, StandardCharsets.UTF_8);
        return new ObjectMapper()
                .readTree(
                        HTTP.send(
                                        HttpRequest.newBuilder(
                                                        URI.create(sink + "/api/mails?to=" + to))
                                                .build(),
                                        BodyHandlers.ofString())
                                .body());
    }
}
