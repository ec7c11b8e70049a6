package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.aibridge.common.secrets.Opening;
import dev.aibridge.common.secrets.SealedSecrets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An admin stores vendors' keys, and leads channels to other addresses.
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
class VendorKeysTest {

    private static final String PAGE = "/admin/channels/openai";
    private static final String URL = "https://api.openai.com/v1";
    private static final String KEY = "sk-vendor-0123456789";

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

    private static String stored() {
        byte[] sealed =
                TestServers.bytes(
                        "SELECT sealed FROM catalog.channel_secret WHERE channel_id = 'openai'");
        Opening opening =
                new SealedSecrets(TestServers.KEY_KEY)
                        .open(sealed, SealedSecrets.ofChannel("openai"));
        return ((Opening.Opened) opening).secret();
    }

    private static String address() {
        return TestServers.text("SELECT base_url FROM catalog.channel WHERE id = 'openai'");
    }

    private Browser.Seen storeKey(String key) {
        return browser.post(PAGE, PAGE + "/secret", Map.of("seen", address(), "key", key));
    }

    private Browser.Seen move(String url, String key) {
        return browser.post(
                PAGE, PAGE + "/address", Map.of("seen", address(), "url", url, "newKey", key));
    }

    @Test
    void aKeyIsSealedAndNobodySeesItAgain() {
        long before = audited("channel.secret");
        assertThat(storeKey(KEY).status()).isEqualTo(303);
        assertThat(stored()).isEqualTo(KEY);
        TestServers.gateway().keysFrom("sealed");
        Browser.Seen page = browser.get(PAGE + "?done=key");
        assertThat(page.text()).contains("The key is stored.", "by Grace Admin");
        String log = TestServers.text("SELECT string_agg(e::text, '') FROM audit.entry e");
        Browser.Seen list = browser.get("/admin/channels");
        assertThat(list.text()).contains("Stored");
        assertThat(Stream.of(page.http().body(), list.http().body(), log))
                .allSatisfy(text -> assertThat(text).doesNotContain("sk-", "6789"));
        assertThat(TestServers.text("SELECT last_four FROM catalog.channel_secret"))
                .isEqualTo("····");
        assertThat(audited("channel.secret")).isEqualTo(before + 1);
        storeKey("another");
        assertThat(stored()).isEqualTo("another");
    }

    @Test
    void whatCanBeNoKeyIsRefusedAndNotShownAgain() {
        for (String key :
                new String[] {
                    "",
                    " ",
                    "two words",
                    "line\r\nbreak",
                    "umläut",
                    "\u202ekey",
                    "😀",
                    "k\u0000y",
                    "k".repeat(SealedSecrets.MAX_BYTES + 1)
                }) {
            Browser.Seen seen = storeKey(key);
            assertThat(seen.status()).isEqualTo(422);
            assertThat(seen.page().select("#key-error")).hasSize(1);
            assertThat(seen.page().select("#key").attr("value")).isEmpty();
        }
        assertThat(TestServers.count("FROM catalog.channel_secret")).isZero();
        assertThat(storeKey("k".repeat(SealedSecrets.MAX_BYTES)).status()).isEqualTo(303);
    }

    @Test
    void aKeyIsNotStoredForAnAddressThatTheAdminDidNotSee() {
        Browser.Seen seen =
                browser.post(
                        PAGE, PAGE + "/secret", Map.of("seen", "https://old.example", "key", KEY));
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.text()).contains("Somebody changed the address meanwhile");
        assertThat(TestServers.count("FROM catalog.channel_secret")).isZero();
    }

    @Test
    void aStoredKeyIsRemovedOnce() {
        storeKey(KEY);
        long before = audited("channel.secret_remove");
        browser.post(PAGE, PAGE + "/secret/remove", Map.of());
        browser.post(PAGE, PAGE + "/secret/remove", Map.of());
        assertThat(TestServers.count("FROM catalog.channel_secret")).isZero();
        assertThat(audited("channel.secret_remove")).isEqualTo(before + 1);
    }

    @Test
    void aStoredKeyNeverFollowsToAnotherAddress() {
        storeKey(KEY);
        TestServers.gateway().keysFrom("sealed");
        Browser.Seen refused = move("https://elsewhere.example/v1", "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("#newKey-error")).hasSize(1);
        assertThat(refused.page().select("#url").attr("value"))
                .isEqualTo("https://elsewhere.example/v1");
        assertThat(address()).isEqualTo(URL);
        assertThat(move("https://elsewhere.example/v1", "sk-other").status()).isEqualTo(303);
        assertThat(stored()).isEqualTo("sk-other");
        assertThat(detail("channel.address")).contains(URL, "https://elsewhere.example/v1");
    }

    @Test
    void whileNoKeyIsStoredTheAddressMayChangeAlone() {
        assertThat(move("http://127.0.0.1:8090/openai/v1", "").status()).isEqualTo(303);
        assertThat(address()).isEqualTo("http://127.0.0.1:8090/openai/v1");
    }

    @Test
    void theEnvironmentsKeyFollowsToNoOtherAddressEither() {
        TestServers.gateway().keysFrom("environment");
        Browser.Seen refused = move("https://elsewhere.example/v1", KEY);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("OPENAI_BASE_URL");
        TestServers.gateway().answer(503, "{}");
        assertThat(move("https://elsewhere.example/v1", KEY).text()).contains("the address stays");
        assertThat(address()).isEqualTo(URL);
        assertThat(TestServers.count("FROM catalog.channel_secret")).isZero();
    }

    @Test
    void noAddressIsTakenThatAGatewayCouldNotUse() {
        assertAll(
                Stream.of(
                                "",
                                "api.example.com",
                                "ftp://api.example.com",
                                "HTTPS://api.example.com",
                                "https:///v1",
                                "https://user:pass@api.example.com",
                                "https://api.example.com/v1?a=b",
                                "https://api.example.com/v1#a",
                                "https://api.example.com:0",
                                "https://api.example.com:70000",
                                "https://api.example.com/ v1",
                                "https://b\u00fccher.example/",
                                "https://api.example.com/\u202e",
                                "javascript:alert(1)",
                                "http://api.example.com/v1",
                                "http://127.0.0.1.example.com/",
                                "http://169.254.169.254/latest",
                                "https://" + "a".repeat(500) + ".example",
                                URL)
                        .map(
                                url ->
                                        () -> {
                                            Browser.Seen seen = move(url, KEY);
                                            assertThat(seen.status()).as(url).isEqualTo(422);
                                            assertThat(seen.page().select("#url-error"))
                                                    .as(url)
                                                    .hasSize(1);
                                        }));
        assertThat(address()).isEqualTo(URL);
        assertThat(TestServers.count("FROM catalog.channel_secret")).isZero();
    }

    @Test
    void twoAdminsWhoMoveItAtOnceDoNotOverwriteEachOther() {
        Browser.Seen second =
                browser.post(
                        PAGE,
                        PAGE + "/address",
                        Map.of("seen", "https://before.example", "url", "https://mine.example"));
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.page().select("#url-error").text()).contains("meanwhile");
        assertThat(second.page().select("#url").attr("value")).isEqualTo("https://mine.example");
        assertThat(address()).isEqualTo(URL);
    }
}
