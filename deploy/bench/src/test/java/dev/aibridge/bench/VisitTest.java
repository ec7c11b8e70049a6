package dev.aibridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VisitTest {

    private static final String PAGE =
            """
            <link rel="icon" href="/assets/icon.svg"><script src="/assets/page.js" defer></script>
            <a href="/elsewhere">a link is not loaded</a><img src="/assets/icon.svg" alt="">""";

    private HttpServer site;
    private String url;

    @BeforeEach
    void open() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://127.0.0.1:" + site.getAddress().getPort();
        site.createContext("/", VisitTest::answer);
        site.start();
    }

    @AfterEach
    void close() {
        site.stop(0);
    }

    private Visit begin(String password) throws Exception {
        return Visit.begin(url, "somebody@example.com", password);
    }

    @Test
    void signs_in_through_the_form_and_keeps_the_session() throws Exception {
        try (Visit visit = begin("right")) {
            assertThat(visit.load("/page").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_wrong_password_leads_nowhere() {
        assertThatThrownBy(() -> begin("wrong"))
                .isInstanceOf(BenchFailed.class)
                .hasMessageContaining("signing in ended with 400");
    }

    @Test
    void a_page_that_sends_elsewhere_is_not_that_page() throws Exception {
        try (Visit visit = begin("right")) {
            assertThatThrownBy(() -> visit.load("/moved"))
                    .isInstanceOf(BenchFailed.class)
                    .hasMessage("/moved was answered 200 at /page");
        }
    }

    @Test
    void what_a_page_needs_is_loaded_once_and_links_are_not() {
        assertThat(Visit.needed(PAGE)).containsExactly("/assets/icon.svg", "/assets/page.js");
    }

    @Test
    void a_page_weighs_what_is_sent_for_it_and_its_assets() throws Exception {
        try (Visit visit = begin("right")) {
            int page = visit.load("/page").body().length;
            int asset = visit.load("/assets/page.js").body().length;

            assertThat(visit.weight("/page")).isEqualTo(page + 2 * asset);
        }
    }

    @Test
    void loads_a_page_as_often_as_it_is_told() throws Exception {
        try (Visit visit = begin("right")) {
            assertThat(new PageLoad(visit, 3).run("/page", 7)).hasSize(7).isSorted();
        }
    }

    @Test
    void a_page_that_fails_fails_the_load() throws Exception {
        try (Visit visit = begin("right")) {
            PageLoad load = new PageLoad(visit, 2);

            assertThatThrownBy(() -> load.run("/moved", 3))
                    .isInstanceOf(BenchFailed.class)
                    .hasMessageContaining("/moved was answered 200 at /page");
        }
    }

    @Test
    void limits_are_whole_numbers_above_zero() throws Exception {
        assertThat(PageLimits.of(Map.of("AIBRIDGE_BENCH_PAGE_P99_MS", "150")))
                .isEqualTo(new PageLimits(150, 100));
        for (String wrong : List.of("0", "fast", "-1", "")) {
            assertThatThrownBy(() -> PageLimits.of(Map.of("AIBRIDGE_BENCH_PAGE_KB", wrong)))
                    .isInstanceOf(BenchFailed.class)
                    .hasMessageContaining("AIBRIDGE_BENCH_PAGE_KB=" + wrong + " is not");
        }
    }

    /// A site whose pages are for those with a cookie, which it gives for the password `right`.
    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String form =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String cookie = exchange.getRequestHeaders().getFirst("cookie");
            if (path.equals("/form") && form.endsWith("password=right")) {
                exchange.getResponseHeaders().add("set-cookie", "session=1; Path=/; Secure");
                send(exchange, 302, "", "/page");
            } else if (path.equals("/form")) {
                send(exchange, 400, "wrong", "");
            } else if (path.equals("/sign-in")) {
                send(exchange, 200, "<form id=\"kc-form-login\" action=\"/form?a=1&amp;b=2\">", "");
            } else if (path.equals("/moved")) {
                send(exchange, 302, "", "/page");
            } else if (cookie == null) {
                send(exchange, 302, "", "/sign-in");
            } else {
                send(exchange, 200, path.equals("/page") ? PAGE : "x".repeat(1_000), "");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text, String location)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(body)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        exchange.getResponseHeaders().set("content-encoding", "gzip");
        exchange.getResponseHeaders().set("location", location);
        exchange.sendResponseHeaders(status, body.size());
        body.writeTo(exchange.getResponseBody());
    }
}
