package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.aibridge.portal.look.Chromium;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An admin's pages about channels and models in a real browser, also those that only a form leads
/// to: judged as all pages are.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(user = "root", roles = "admin")
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = "00000000-0000-4000-8000-000000000ad1"),
            @Claim(key = "email", value = "admin@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "auth_time", value = "32503680000"),
            @Claim(key = "name", value = "Grace Admin")
        })
class TrafficLookTest {

    private static final String CHANNEL = "/admin/channels/deepseek";
    private static final String MODEL = "/admin/models/deepseek-chat";
    private static final String TRIAL =
            """
            {"channel": "deepseek", "model": "deepseek-chat", "status": 200, "firstByteMs": 412,
             "durationMs": 1306, "inputTokens": 8, "outputTokens": 2, "answer": "pong",
             "keySource": "sealed", "error": null}
            """;

    private Optional<Chromium> chromium = Optional.empty();

    @BeforeAll
    void open() {
        chromium = Chromium.start();
        TestServers.gateway().keysFrom("sealed");
        TestServers.gateway().answer(200, TRIAL);
        TestServers.sql(
                """
                INSERT INTO catalog.channel_secret
                  VALUES ('deepseek', decode(repeat('00', 40), 'hex'), '····', now());
                UPDATE catalog.channel SET enabled = false WHERE id = 'qwen';
                INSERT INTO catalog.model_alias VALUES ('deepseek-v*', 'deepseek-chat', 20);
                SELECT catalog.publish_book(now() + interval '1 day', 'a look', jsonb_build_object(
                  'deepseek-chat', array_fill(250000, ARRAY[14])))""");
    }

    @AfterAll
    void close() {
        chromium.ifPresent(Chromium::close);
        TestServers.gateway().forget();
        TestServers.forgetBooks();
        TestServers.sql(
                """
                DELETE FROM catalog.channel_secret;
                UPDATE catalog.channel SET enabled = true;
                DELETE FROM catalog.model_alias WHERE alias = 'deepseek-v*'""");
    }

    static Stream<Chromium.Reader> readers() {
        return Chromium.Reader.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void everyAdminCanReadAndUseThePages(Chromium.Reader reader) {
        assumeTrue(chromium.isPresent(), "there is no Chromium");
        try (BrowserContext context =
                chromium.orElseThrow().open(TestServers.portal(), reader, Chromium.WIDE)) {
            Page page = context.newPage();
            List<String> faults = Chromium.complaints(page);
            faults.addAll(visit(page, "/admin/channels", "channels", reader));
            faults.addAll(visit(page, CHANNEL, "channel", reader));
            page.click("main form[action$='/test'] button");
            assertThat(page.textContent("main [role=status]")).contains("pong");
            faults.addAll(look(page, "channel-tested", reader));
            page.fill("#url", "http://elsewhere.example");
            page.click("main form[action$='/address'] button");
            faults.addAll(look(page, "channel-wrong", reader));
            faults.addAll(visit(page, "/admin/models", "models", reader));
            faults.addAll(visit(page, MODEL, "model", reader));
            page.fill("#b0", "three");
            page.click("button[value=preview]");
            faults.addAll(look(page, "model-wrong", reader));
            page.fill("#b0", "3.6");
            page.fill("#b9", "2500");
            page.fill("#why", "The vendor's new list");
            page.fill("#at", LocalDate.now(ZoneOffset.UTC).plusDays(30) + "T09:00");
            page.click("button[value=preview]");
            assertThat(page.textContent("main tbody")).contains("3.6×");
            faults.addAll(look(page, "preview", reader));
            assertThat(faults).isEmpty();
        }
    }

    private static List<String> visit(Page page, String path, String name, Chromium.Reader reader) {
        return Chromium.faults(page, TestServers.portal() + path, picture(name, reader));
    }

    private static List<String> look(Page page, String name, Chromium.Reader reader) {
        return Chromium.faults(page, picture(name, reader));
    }

    private static Path picture(String name, Chromium.Reader reader) {
        return Path.of(
                "target/looks", "traffic-" + name + "-" + reader.language() + "-" + reader.theme());
    }
}
