package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An admin looks at channels, tries them and changes them.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestSecurity(user = "root", roles = "admin")
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = "00000000-0000-4000-8000-000000000ad1"),
            @Claim(key = "email", value = "admin@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "auth_time", value = "32503680000"),
            @Claim(key = "name", value = "Grace Admin")
        })
class ChannelsTest {

    private static final String PAGE = "/admin/channels/openai";
    private static final String URL = "https://api.openai.com/v1";
    private static final String KEY = "sk-vendor-0123456789";
    private static final String TRIAL =
            """
            {"channel": "openai", "model": "gpt-4o", "status": 200, "firstByteMs": 412,
             "durationMs": 1306, "inputTokens": 8, "outputTokens": 2, "answer": "pong <b>",
             "keySource": "environment", "error": null}
            """;

    private final Browser browser = new Browser();

    @AfterEach
    void asBefore() {
        TestServers.gateway().forget();
        TestServers.sql("DELETE FROM catalog.channel_secret");
        TestServers.sql("UPDATE catalog.channel SET enabled = true");
        TestServers.sql("UPDATE catalog.channel SET base_url = '" + URL + "' WHERE id = 'openai'");
    }

    private static long audited(String action) {
        return TestServers.count(
                "FROM audit.entry WHERE target = 'openai' AND action = '" + action + "'");
    }

    private static String detail(String action) {
        return TestServers.text(
                "SELECT detail FROM audit.entry WHERE action = '"
                        + action
                        + "' ORDER BY id DESC LIMIT 1");
    }

    private static String address() {
        return TestServers.text("SELECT base_url FROM catalog.channel WHERE id = 'openai'");
    }

    private Browser.Seen storeKey(String key) {
        return browser.post(PAGE, PAGE + "/secret", Map.of("seen", address(), "key", key));
    }

    @Test
    void theListShowsWhereEveryChannelLeadsAndWhoseKeyItUses() {
        TestServers.gateway().keysFrom("environment");
        var list = browser.get("/admin/channels").page();
        assertThat(list.select("tbody tr")).hasSize(5);
        assertThat(list.select("tbody tr:has(a[href=/admin/channels/openai])").text())
                .contains("OpenAI", "On", "gpt-4o", URL, "OPENAI_API_KEY");
        TestServers.gateway().keysFrom("none");
        assertThat(browser.get("/admin/channels").page().select("tbody .badge.warn")).hasSize(5);
    }

    @Test
    void aGatewayThatBreaksOffIsAway() {
        TestServers.gateway().breakOff();
        Browser.Seen page = browser.get("/admin/channels");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("only stored keys are known here");
    }

    @Test
    void whileTheGatewayIsAwayOnlyStoredKeysAreKnown() {
        TestServers.gateway().answer(503, "{}");
        storeKey(KEY);
        Browser.Seen list = browser.get("/admin/channels");
        assertThat(list.text()).contains("only stored keys are known here");
        assertThat(list.page().select("tbody .badge.warn")).hasSize(4);
    }

    @Test
    void theFirstPageLeadsToEveryChannelAndBack() {
        var page = browser.get(PAGE).page();
        assertThat(page.select("a[href=/admin/channels][aria-current=page]")).hasSize(1);
        assertThat(page.select("main a[href=/admin/channels]")).hasSize(1);
    }

    @Test
    void anUnknownChannelIsNotThereWhateverItsName() {
        for (String id : new String[] {"nobody", "NO", "a%00b", "%3Cb%3E", "openai%20"}) {
            assertThat(browser.get("/admin/channels/" + id).status()).as(id).isEqualTo(404);
            assertThat(browser.post(PAGE, "/admin/channels/" + id + "/test", Map.of()).status())
                    .as(id)
                    .isEqualTo(404);
        }
    }

    @Test
    void aTestShowsWhatTheVendorAnsweredAndIsOnRecord() {
        long before = audited("channel.test");
        TestServers.gateway().answer(200, TRIAL);
        Browser.Seen tested = browser.post(PAGE, PAGE + "/test", Map.of("model", "gpt-4o"));
        assertThat(tested.status()).isEqualTo(200);
        assertThat(tested.page().select("main [role=status]").text())
                .contains(
                        "The vendor answers.", "pong <b>", "200", "412 ms", "1.3 s", "8 in, 2 out");
        assertThat(TestServers.gateway().tested()).containsExactly("openai gpt-4o");
        assertThat(audited("channel.test")).isEqualTo(before + 1);
        assertThat(detail("channel.test")).contains("\"ok\"");
    }

    @Test
    void aTestFromTheListAsksForTheFirstModel() {
        TestServers.gateway().answer(200, TRIAL);
        browser.post("/admin/channels", PAGE + "/test", Map.of());
        assertThat(TestServers.gateway().tested()).containsExactly("openai -");
    }

    @Test
    void everyFailureOfATestIsSaidInWords() {
        Map.of(
                        "no_key", "It has no key",
                        "key_locked", "does not open at the gateway",
                        "unusable_settings", "can't be used",
                        "timeout", "did not finish its answer in time",
                        "no_answer", "The vendor can't be reached. why",
                        "vendor_refused", "The vendor refused: why",
                        "unusable_answer", "answer can't be used. why",
                        "no_model", "serves no such model")
                .forEach(
                        (code, words) -> {
                            TestServers.gateway().answer(200, failed(code));
                            Browser.Seen seen = browser.post(PAGE, PAGE + "/test", Map.of());
                            assertThat(seen.page().select("main [role=status]").text())
                                    .as(code)
                                    .contains("The test failed.", words);
                            assertThat(detail("channel.test")).contains(code);
                        });
    }

    private static String failed(String code) {
        return """
        {"channel": "openai", "model": "gpt-4o", "status": null, "firstByteMs": null,
         "durationMs": null, "inputTokens": null, "outputTokens": null, "answer": null,
         "keySource": "none", "error": {"code": "%s", "message": "why"}}
        """
                .formatted(code);
    }

    @Test
    void everyNoOfTheGatewayIsSaidInWords() {
        Map.of(
                        "{\"error\": {\"code\": \"unauthorized\", \"message\": \"\"}}",
                        "refused our token",
                        "{\"error\": {\"code\": \"busy\", \"message\": \"\"}}",
                        "Other tests are running",
                        "{\"error\": {\"code\": \"unavailable\", \"message\": \"\"}}",
                        "can't read the catalogue",
                        "{\"error\": {\"code\": \"unknown\", \"message\": \"\"}}",
                        "does not know this channel",
                        "<html>",
                        "has no test route")
                .forEach(
                        (body, words) -> {
                            TestServers.gateway().answer(404, body);
                            assertThat(browser.post(PAGE, PAGE + "/test", Map.of()).text())
                                    .as(body)
                                    .contains(words);
                        });
    }

    @Test
    void aGatewayThatHangsIsGivenUpOn() {
        TestServers.gateway().hang(new CountDownLatch(1));
        Browser.Seen seen = browser.post(PAGE, PAGE + "/test", Map.of());
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.text()).contains("does not answer on its management port");
    }

    @Test
    void aModelThatTheChannelDoesNotServeIsNotTried() {
        for (String model : new String[] {"qwen-max", "<b>", "\u202e", "😀".repeat(500)}) {
            Browser.Seen seen = browser.post(PAGE, PAGE + "/test", Map.of("model", model));
            assertThat(seen.status()).isEqualTo(422);
            assertThat(seen.page().select("#model-error").text()).contains("one of those offered");
        }
        assertThat(TestServers.gateway().tested()).isEmpty();
    }

    @Test
    void switchingOffSaysWhatItCostsAndIsOnRecord() {
        long before = audited("channel.disable");
        assertThat(browser.get(PAGE).text())
                .contains("Off, calls for these models answer 503 at once", "gpt-4o");
        Browser.Seen done = browser.post(PAGE, PAGE + "/enabled", Map.of("enabled", "false"));
        assertThat(done.status()).isEqualTo(303);
        assertThat(browser.get(PAGE + "?done=enabled").text()).contains("Switched off.");
        browser.post(PAGE, PAGE + "/enabled", Map.of("enabled", "false"));
        assertThat(TestServers.count("FROM catalog.channel WHERE NOT enabled")).isEqualTo(1);
        assertThat(audited("channel.disable")).isEqualTo(before + 1);
        assertThat(detail("channel.disable"))
                .isEqualTo("{\"after\": {\"enabled\": false}, \"before\": {\"enabled\": true}}");
        browser.post(PAGE, PAGE + "/enabled", Map.of("enabled", "true"));
        assertThat(TestServers.count("FROM catalog.channel WHERE NOT enabled")).isZero();
    }

    @Test
    void neitherOnNorOffChangesNothing() {
        for (String value : new String[] {"", "maybe", "-1", "<script>"}) {
            assertThat(browser.post(PAGE, PAGE + "/enabled", Map.of("enabled", value)).status())
                    .isEqualTo(422);
        }
        assertThat(TestServers.count("FROM catalog.channel WHERE NOT enabled")).isZero();
    }

    @Test
    void aChannelWhoseAddressNoGatewayCanUseIsNotSwitchedOn() {
        TestServers.sql(
                "UPDATE catalog.channel SET base_url = 'HTTPS://x', enabled = false"
                        + " WHERE id = 'openai'");
        Browser.Seen seen = browser.post(PAGE, PAGE + "/enabled", Map.of("enabled", "true"));
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.text()).contains("Its address can't be used.");
        assertThat(TestServers.count("FROM catalog.channel WHERE NOT enabled")).isEqualTo(1);
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        assertThat(browser.postAsIs(PAGE + "/enabled", Map.of("enabled", "false")).status())
                .isEqualTo(403);
        assertThat(browser.postAsIs(PAGE + "/secret", Map.of("key", KEY)).status()).isEqualTo(403);
        assertThat(TestServers.count("FROM catalog.channel WHERE NOT enabled")).isZero();
        assertThat(TestServers.count("FROM catalog.channel_secret")).isZero();
    }

    @Test
    void whoOpensAFormsAddressGetsTheChannel() {
        for (String form : new String[] {"test", "enabled", "secret", "address"}) {
            assertThat(browser.get(PAGE + "/" + form).header("Location"))
                    .isEqualTo(TestServers.portal() + PAGE);
        }
    }

    @Test
    @TestSecurity(user = "ada", roles = "customer")
    void aCustomerSeesAndChangesNothing() {
        assertThat(browser.get("/admin/channels").status()).isEqualTo(403);
        assertThat(browser.get(PAGE).status()).isEqualTo(403);
        assertThat(browser.post("/", PAGE + "/enabled", Map.of("enabled", "false")).status())
                .isEqualTo(403);
        assertThat(TestServers.count("FROM catalog.channel WHERE NOT enabled")).isZero();
    }

    @Test
    void theChannelSpeaksChinese() {
        browser.post("/", "/language", Map.of("language", "zh", "to", PAGE));
        assertThat(browser.get(PAGE).text()).contains("实时测试", "供应商密钥", "停用");
    }
}
