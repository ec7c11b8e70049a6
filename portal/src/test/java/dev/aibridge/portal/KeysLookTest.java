package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.aibridge.portal.look.Chromium;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages about keys, the overview and the settings in a real browser; a new key is made there
/// as a customer does.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(user = "ada", roles = "customer")
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = KeysTest.ADA),
            @Claim(key = "email", value = "ada@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "name", value = "Ada Lovelace")
        })
class KeysLookTest {

    private static final Pattern SECRET = Pattern.compile("ab-[0-9A-Za-z]{38}");
    private static final Path LOOKS = Path.of("target/looks");

    private Optional<Chromium> chromium = Optional.empty();

    @BeforeAll
    void open() {
        chromium = Chromium.start();
    }

    @AfterAll
    void close() {
        chromium.ifPresent(Chromium::close);
    }

    @BeforeEach
    void here() {
        assumeTrue(chromium.isPresent(), "there is no Chromium");
        Traffic.none();
        new Browser().get("/overview");
        Traffic.noKeys();
    }

    @AfterEach
    void asBefore() {
        TestServers.billing().forget();
        Traffic.noKeys();
    }

    static Stream<Chromium.Reader> readers() {
        return Chromium.Reader.ALL.stream();
    }

    private static Path picture(String name, Chromium.Reader reader) {
        return LOOKS.resolve(name + "-" + reader.language() + "-" + reader.theme());
    }

    private List<String> faults(String name, String path, Chromium.Reader reader) {
        return chromium.orElseThrow()
                .faults(TestServers.portal(), path, reader, picture(name, reader));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aNewcomerCanReadEveryPage(Chromium.Reader reader) {
        assertThat(faults("overview-new", "/overview", reader)).isEmpty();
        assertThat(faults("keys-none", "/keys", reader)).isEmpty();
        assertThat(faults("settings", "/settings", reader)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aCustomerInFullSwingCanReadEveryPage(Chromium.Reader reader) {
        Traffic.key(KeysTest.ADA, "production-api");
        Traffic.key(UUID.randomUUID(), KeysTest.ADA, "staging");
        Traffic.key(UUID.randomUUID(), KeysTest.ADA, "old-importer");
        TestServers.sql(
                "UPDATE accounts.api_key SET disabled = true WHERE name = 'old-importer';"
                        + "UPDATE accounts.api_key SET expires_at = now() - interval '1 day',"
                        + " allowed_models = '{gpt-4o-mini,qwen-max,kimi-k2.5}'"
                        + " WHERE name = 'staging'");
        Traffic.lively();
        assertThat(faults("overview", "/overview", reader)).isEmpty();
        assertThat(faults("keys", "/keys", reader)).isEmpty();
        assertThat(faults("keys-new", "/keys?open=new", reader)).isEmpty();
        TestServers.billing()
                .answer("GET /v1/tenants/{t}/caps", 200, MoneyAnswers.caps(Traffic.KEY.toString()));
        assertThat(faults("key", "/keys/" + Traffic.KEY, reader)).isEmpty();
        assertThat(faults("key-caps", "/keys/" + Traffic.KEY + "/caps", reader)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aNewKeyIsShownInADialogThatTurnsGreen(Chromium.Reader reader) {
        try (BrowserContext context =
                chromium.orElseThrow().open(TestServers.portal(), reader, Chromium.WIDE)) {
            Page page = context.newPage();
            List<String> faults = Chromium.complaints(page);
            create(page);
            faults.addAll(Chromium.faultsAsItIs(page, picture("keys-made", reader)));
            page.setViewportSize(Chromium.PHONE, 900);
            faults.addAll(Chromium.faultsAsItIs(page, picture("keys-made-320", reader)));
            answered();
            PlaywrightAssertions.assertThat(page.locator("dialog .note.ok")).isVisible();
            faults.addAll(Chromium.faultsAsItIs(page, picture("keys-green-320", reader)));
            assertThat(faults).isEmpty();
        }
    }

    private static void create(Page page) {
        page.navigate(TestServers.portal() + "/keys?open=new");
        page.locator("#name").fill("invoice-reader");
        page.locator("dialog button[type=submit]").click();
        PlaywrightAssertions.assertThat(page.locator("#secret")).isVisible();
    }

    private static void answered() {
        TestServers.billing()
                .answer(
                        "GET /v1/tenants/{t}/requests",
                        200,
                        Traffic.calls(Traffic.call("completed", 200, 1_234_500_000L)));
    }

    @Test
    void theSecretComesBackNeitherByReloadNorByTheBackButton() {
        try (BrowserContext context = english()) {
            Page page = context.newPage();
            create(page);
            page.keyboard().press("Escape");
            PlaywrightAssertions.assertThat(page.locator("#secret")).isVisible();
            page.reload();
            assertThat(SECRET.matcher(page.content()).find()).isFalse();
            PlaywrightAssertions.assertThat(page.locator("main"))
                    .containsText("This form was sent before");
        }
        try (BrowserContext context = english()) {
            Page page = context.newPage();
            create(page);
            Locator close = page.locator("dialog footer button");
            close.click();
            PlaywrightAssertions.assertThat(page.locator("#secret")).isVisible();
            page.locator("dialog input[type=checkbox]").check();
            close.click();
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("invoice-reader");
            goBack(page);
            PlaywrightAssertions.assertThat(page.getByText(SECRET)).hasCount(0);
        }
        assertThat(TestServers.count("FROM accounts.api_key")).isEqualTo(2);
    }

    /// The browser asks before it sends a form again; where nobody can answer it stays on the spot.
    private static void goBack(Page page) {
        try {
            page.goBack();
        } catch (PlaywrightException e) {
            assertThat(e).hasMessageContaining("ERR_CACHE_MISS");
        }
    }

    private BrowserContext english() {
        return chromium.orElseThrow()
                .open(TestServers.portal(), Chromium.Reader.ALL.getFirst(), Chromium.WIDE);
    }

    @Test
    void withoutScriptAKeyIsMadeAndSavedJustSo() {
        try (BrowserContext context = chromium.orElseThrow().plain()) {
            Page page = context.newPage();
            create(page);
            assertThat(page.locator("pre").first().textContent()).containsPattern(SECRET);
            page.locator("dialog input[type=checkbox]").check();
            page.locator("dialog footer button").click();
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("invoice-reader");
            answered();
            page.reload();
            PlaywrightAssertions.assertThat(page.locator("#recent")).isVisible();
        }
    }
}
