package dev.aibridge.portal;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// A browser for tests: keeps cookies, follows nothing, reads HTML, fills in forms.
public final class Browser {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// An answer and its page.
    ///
    /// @param http the answer as it came
    public record Seen(HttpResponse<String> http) {

        public int status() {
            return http.statusCode();
        }

        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        public Document page() {
            return Jsoup.parse(http.body(), http.uri().toString());
        }

        /// The page's words, without its markup.
        public String text() {
            return page().text();
        }
    }

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    /// Sends this header from now on.
    public Browser with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /// As if signed in: public pages ask who it is only when a session's cookie is there.
    public Browser withSession() {
        cookies.put("q_session_of", "a-test");
        return this;
    }

    /// Opens a page.
    public Seen get(String path) {
        return send(request(path).GET());
    }

    /// How many bytes of body travel for a page or file.
    public int weigh(String path) {
        HttpRequest request = request(path).setHeader("Accept-Encoding", "gzip").GET().build();
        return answer(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
    }

    /// Sends a form as it was typed, with the token of the page that holds it.
    ///
    /// @param from the page that holds the form
    /// @param to where the form goes
    public Seen post(String from, String to, Map<String, String> typed) {
        String token = get(from).page().select("input[name=_form]").attr("value");
        Map<String, String> all = new LinkedHashMap<>(typed);
        all.put("_form", token);
        return postAsIs(to, all);
    }

    /// Sends a form without adding anything.
    public Seen postAsIs(String to, Map<String, String> typed) {
        String body =
                typed.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                request(to)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(TestServers.portal() + path)).timeout(PATIENCE);
        headers.forEach(request::setHeader);
        if (!cookies.isEmpty()) {
            request.setHeader(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Seen send(HttpRequest.Builder request) {
        HttpResponse<String> answer = answer(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("set-cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1].replace("\"", ""));
        }
        return new Seen(answer);
    }

    private <T> HttpResponse<T> answer(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request, body);
        } catch (IOException e) {
            throw new IllegalStateException("the portal does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
