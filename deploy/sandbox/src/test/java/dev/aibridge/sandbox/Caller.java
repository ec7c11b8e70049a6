package dev.aibridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.wire.Json;
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
import java.util.List;

/// A plain HTTP client of one sandbox.
final class Caller {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    Caller(Sandbox sandbox) {
        this.base = sandbox.baseUrl();
    }

    HttpResponse<String> chat(String vendor, String body) {
        return post(vendor, "/v1/chat/completions", body);
    }

    HttpResponse<String> messages(JsonNode body) {
        return post("anthropic", "/v1/messages", body.toString());
    }

    HttpResponse<String> post(String vendor, String path, String body) {
        return send(request(vendor, path).POST(BodyPublishers.ofString(body)).build());
    }

    /// A request to a vendor with its own key and a JSON content type.
    HttpRequest.Builder request(String vendor, String path) {
        return HttpRequest.newBuilder(URI.create(base + "/" + vendor + path))
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .header("anthropic-version", "2023-06-01")
                .header("authorization", "Bearer sk-sandbox-" + vendor);
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new BrokenAnswer(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    HttpResponse<byte[]> bytes(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException broken) {
            throw new BrokenAnswer(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    JsonNode bill(String contains) {
        return control("GET", "/bill?contains=" + encoded(contains), "");
    }

    JsonNode onlyRequest(String contains) {
        JsonNode requests = control("GET", "/requests?contains=" + encoded(contains), "");
        if (requests.path("requests").size() != 1) {
            throw new AssertionError("not one request with " + contains + ": " + requests);
        }
        return requests.path("requests").get(0);
    }

    JsonNode control(String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + "/_sandbox" + path))
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        return json(send(request).body());
    }

    static JsonNode json(String text) {
        return Json.parse(text).orElseThrow(() -> new AssertionError("not JSON: " + text));
    }

    /// A chat request with one user message.
    static ObjectNode ask(String model, String prompt) {
        ObjectNode body = Json.object().put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return body;
    }

    /// The JSON of all `data:` lines but `[DONE]`.
    static List<JsonNode> events(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: ") && !line.equals("data: [DONE]"))
                .map(line -> json(line.substring("data: ".length())))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// The connection ended before the answer did.
    static final class BrokenAnswer extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenAnswer(IOException cause) {
            super(cause);
        }
    }
}
