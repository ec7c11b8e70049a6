package dev.aibridge.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/// The simulated vendors' own view: what arrived, what they bill, which faults they play.
public final class VendorLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI control;

    VendorLog(String sandboxUrl) {
        this.control = URI.create(sandboxUrl + "/_sandbox/");
    }

    /// The number of the newest request; later ones have larger numbers.
    public long lastSeq() {
        return get("requests?since=" + Long.MAX_VALUE).path("last_seq").asLong();
    }

    /// The requests after a number, oldest first.
    public List<JsonNode> requestsSince(long seq) {
        return list(get("requests?since=" + seq).path("requests"));
    }

    /// The bill's lines after a number: tokens and micro-cents of each request.
    public List<JsonNode> billSince(long seq) {
        return list(get("bill?since=" + seq).path("requests"));
    }

    /// Arms a fault as the sandbox's README describes it.
    ///
    /// @param fault a JSON object
    public void arm(String fault) {
        send(request("faults").POST(BodyPublishers.ofString(fault)));
    }

    /// Clears every fault.
    public void disarm() {
        send(request("faults").DELETE());
    }

    private JsonNode get(String path) {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(control.resolve(path)).timeout(Duration.ofSeconds(10));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the sandbox", e);
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
