package dev.aibridge.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// Somebody at the portal, signed in at Keycloak through its form as with a browser.
final class Visit implements Site, AutoCloseable {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final Duration KEYCLOAK_LIMIT = Duration.ofSeconds(60);
    private static final Pattern SIGN_IN_FORM =
            Pattern.compile("id=\"kc-form-login\" action=\"([^\"]+)\"");
    private static final Pattern NEEDED =
            Pattern.compile("<(?:script|link|img)\\s[^>]*?(?:src|href)=\"(/[^\"]+)\"");

    /// Like browsers, trusts this machine with cookies that are for encrypted ways alone.
    private static final class Cookies extends CookieManager {
        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers)
                throws IOException {
            return super.get(URI.create(uri.toString().replaceFirst("^http:", "https:")), headers);
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(new Cookies())
                    .followRedirects(Redirect.NORMAL)
                    .build();

    private final String site;

    private Visit(String site) {
        this.site = site;
    }

    /// Signs in, as soon as the portal has found Keycloak.
    static Visit begin(String site, String user, String password)
            throws BenchFailed, IOException, InterruptedException {
        Visit visit = new Visit(site);
        String form =
                "username=%s&password=%s"
                        .formatted(
                                URLEncoder.encode(user, StandardCharsets.UTF_8),
                                URLEncoder.encode(password, StandardCharsets.UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(visit.formAction())
                        .timeout(LONGEST_ANSWER)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        HttpResponse<Void> inside = visit.http.send(request, BodyHandlers.discarding());
        if (inside.statusCode() != 200 || !inside.uri().toString().startsWith(site)) {
            throw new BenchFailed(
                    "signing in ended with %d at %s".formatted(inside.statusCode(), inside.uri()));
        }
        return visit;
    }

    private URI formAction() throws BenchFailed, IOException, InterruptedException {
        long end = System.nanoTime() + KEYCLOAK_LIMIT.toNanos();
        while (System.nanoTime() - end < 0) {
            HttpResponse<byte[]> page = send("/sign-in");
            Matcher form = SIGN_IN_FORM.matcher(text(page));
            if (form.find()) {
                return page.uri().resolve(form.group(1).replace("&amp;", "&"));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new BenchFailed("/sign-in leads to no form of Keycloak's after " + KEYCLOAK_LIMIT);
    }

    /// Loads a page.
    ///
    /// @throws BenchFailed when it is answered with anything but itself
    @Override
    public HttpResponse<byte[]> load(String path)
            throws BenchFailed, IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(path);
        if (answer.statusCode() != 200 || answer.previousResponse().isPresent()) {
            throw new BenchFailed(
                    "%s was answered %d at %s"
                            .formatted(path, answer.statusCode(), answer.uri().getPath()));
        }
        return answer;
    }

    /// A page's text.
    String html(String path) throws BenchFailed, IOException, InterruptedException {
        return text(load(path));
    }

    /// What a page and everything it names weigh as they are sent, in bytes.
    int weight(String path) throws BenchFailed, IOException, InterruptedException {
        HttpResponse<byte[]> page = load(path);
        int bytes = page.body().length;
        for (String asset : needed(text(page))) {
            bytes += load(asset).body().length;
        }
        return bytes;
    }

    /// Scripts, styles and pictures of the site that a page names, each once.
    static SortedSet<String> needed(String html) {
        SortedSet<String> assets = new TreeSet<>();
        Matcher asset = NEEDED.matcher(html);
        while (asset.find()) {
            assets.add(asset.group(1));
        }
        return assets;
    }

    private HttpResponse<byte[]> send(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(site + path))
                        .timeout(LONGEST_ANSWER)
                        .header("accept", "text/html,*/*")
                        .header("accept-encoding", "gzip")
                        .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        Optional<String> encoding = answer.headers().firstValue("content-encoding");
        byte[] body = answer.body();
        return new String(
                encoding.equals(Optional.of("gzip")) ? unzip(body) : body, StandardCharsets.UTF_8);
    }

    private static byte[] unzip(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
