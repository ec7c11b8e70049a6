package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.common.tenancy.KeyHash;
import dev.aibridge.portal.accounts.ApiKeyRow;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Keys: made once, shown once, changed and deleted by their tenant only.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestSecurity(user = "ada", roles = "customer")
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = KeysTest.ADA),
            @Claim(key = "email", value = "ada@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "name", value = "Ada Lovelace")
        })
class KeysTest {

    static final String ADA = "00000000-0000-4000-8000-000000000ada";

    private static final String SECRET = "ab-[0-9A-Za-z]{38}";

    private final Browser browser = new Browser().withSession();

    @BeforeEach
    void here() {
        Traffic.none();
        browser.get("/keys");
        Traffic.noKeys();
    }

    @AfterEach
    void asBefore() {
        TestServers.billing().forget();
        Traffic.noKeys();
        TestServers.sql(
                "UPDATE accounts.tenant SET status = 'active', suspended_reason = NULL,"
                        + " allowed_models = NULL, rpm = NULL");
    }

    private Map<String, String> form(String name) {
        String request =
                browser.get("/keys?open=new").page().select("input[name=request]").attr("value");
        assertThat(request).isNotEmpty();
        return Map.of("request", request, "name", name, "expires", "never", "rpm", "600");
    }

    private static Map<String, String> with(Map<String, String> form, String field, String value) {
        Map<String, String> changed = new HashMap<>(form);
        changed.put(field, value);
        return changed;
    }

    private Browser.Seen create(Map<String, String> form) {
        return browser.post("/keys", "/keys", form);
    }

    static long keys() {
        return TestServers.count("FROM accounts.api_key WHERE deleted_at IS NULL");
    }

    static long audited(String action) {
        return TestServers.count(
                "FROM audit.entry e JOIN accounts.api_key k ON e.target = k.id::text"
                        + " WHERE e.action = '%s' AND e.actor = '%s' AND e.tenant_id = k.tenant_id"
                                .formatted(action, ADA));
    }

    private void givenAKey() {
        Traffic.key(ADA, "production");
    }

    static String path() {
        return "/keys/" + Traffic.KEY;
    }

    @Test
    void aNewKeyIsShownOnceWithSnippetsThatHoldIt() {
        Browser.Seen made = create(form("invoice <b>reader</b> 好😀"));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String secret = made.page().expectFirst("#secret").text();
        assertThat(ApiKey.isWellFormed(secret)).isTrue();
        assertThat(made.page().select("dialog[open] pre").eachText())
                .hasSize(4)
                .allSatisfy(
                        snippet ->
                                assertThat(snippet)
                                        .contains(secret, "https://api.aibridge.example/v1"));
        assertThat(made.page().select("dialog input[type=checkbox][required]")).hasSize(1);
        assertThat(made.text()).contains("Waiting for your first request…");
        assertThat(browser.get("/keys").http().body()).doesNotContainPattern(SECRET);
        assertThat(audited("key.create")).isEqualTo(1);
        assertThat(TestServers.count("FROM audit.entry WHERE detail::text LIKE '%" + secret + "%'"))
                .isZero();
    }

    @Test
    void theGatewayFindsTheKeyByItsHash() {
        String secret = create(form("one")).page().expectFirst("#secret").text();
        String hash =
                HexFormat.of()
                        .formatHex(new KeyHash("a-key-pepper-that-is-only-for-tests-0").of(secret));
        assertThat(
                        TestServers.count(
                                ("FROM accounts.api_key WHERE hash = decode('%s', 'hex')"
                                                + " AND prefix = '%s' AND last_four = '%s'"
                                                + " AND created_by = '%s' AND rpm = 600"
                                                + " AND expires_at IS NULL AND allowed_models IS NULL")
                                        .formatted(
                                                hash,
                                                secret.substring(0, 8),
                                                secret.substring(37),
                                                ADA)))
                .isEqualTo(1);
    }

    @Test
    void theSameFormSentAgainMakesNoSecondKeyAndSaysSo() {
        Map<String, String> form = form("once");
        create(form);
        Browser.Seen again = create(form);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.http().body()).doesNotContainPattern(SECRET);
        assertThat(again.text())
                .contains("it made the key “once”, once", "can't be shown again", "Open that key");
        assertThat(keys()).isEqualTo(1);
        assertThat(audited("key.create")).isEqualTo(1);
    }

    @Test
    void oneFormSentFromTwentyTabsMakesOneKey() throws Exception {
        Map<String, String> form = form("one");
        try (ExecutorService tabs = Executors.newFixedThreadPool(10)) {
            Callable<Integer> send = () -> create(form).status();
            List<Future<Integer>> sent = tabs.invokeAll(Collections.nCopies(20, send));
            int made = 0;
            for (Future<Integer> status : sent) {
                made += status.get() == 200 ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        }
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void expiryModelsAndRateAreKept() {
        Map<String, String> form = with(with(form("narrow"), "expires", "30"), "rpm", "60");
        create(with(form, "model", "gpt-4o-mini"));
        ApiKeyRow row = key("narrow");
        assertThat(row.rpm).isEqualTo(60);
        assertThat(row.allowedModels).containsExactly("gpt-4o-mini");
        assertThat(row.expiresAt)
                .isBetween(
                        Instant.now().plus(29, ChronoUnit.DAYS),
                        Instant.now().plus(31, ChronoUnit.DAYS));
    }

    static ApiKeyRow key(String name) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ApiKeyRow.<ApiKeyRow>find("name", name).firstResult());
    }

    @Test
    void whatIsWrongStandsBesideItsFieldAndNothingIsMade() {
        Map<String, String> good = form("kept");
        assertRefused(with(good, "name", "  "), "name", "Please fill this in.");
        assertRefused(with(good, "name", "x".repeat(201)), "name", "At most 200 characters");
        assertRefused(with(good, "name", "a\u202eb"), "name", "characters that can't be shown");
        assertRefused(with(good, "rpm", ""), "rpm", "Please fill this in.");
        assertRefused(with(good, "rpm", "-5"), "rpm", "Between 1 and 600");
        assertRefused(with(good, "rpm", "9".repeat(30)), "rpm", "Whole numbers only");
        assertRefused(with(good, "rpm", "1e3"), "rpm", "Whole numbers only");
        assertRefused(with(good, "expires", "9999"), "expires", "one of those offered");
        assertRefused(with(good, "model", "no-such-model"), "model", "one of those offered");
        assertThat(create(with(good, "request", "<b>")).status()).isEqualTo(422);
        assertThat(keys()).isZero();
    }

    private void assertRefused(Map<String, String> form, String field, String why) {
        Browser.Seen seen = create(form);
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().expectFirst("dialog #" + field + "-error").text()).contains(why);
        assertThat(seen.page().expectFirst("#name").attr("value")).isEqualTo(form.get("name"));
        assertThat(seen.page().expectFirst("input[name=request]").attr("value"))
                .isEqualTo(form.get("request"));
    }

    @Test
    void aFormWithoutItsTokenMakesNoKey() {
        assertThat(browser.postAsIs("/keys", form("none")).status()).isEqualTo(403);
        assertThat(keys()).isZero();
    }

    @Test
    void aTenantsOwnLimitsBoundTheForm() {
        TestServers.sql("UPDATE accounts.tenant SET rpm = 30, allowed_models = '{qwen-max}'");
        Browser.Seen open = browser.get("/keys?open=new");
        assertThat(open.page().select("input[name=model]").eachAttr("value"))
                .containsExactly("qwen-max");
        assertThat(open.page().expectFirst("#rpm").attr("value")).isEqualTo("30");
        assertRefused(with(form("more"), "rpm", "31"), "rpm", "Between 1 and 30");
        assertRefused(
                with(with(form("other"), "rpm", "30"), "model", "gpt-4o"),
                "model",
                "one of those offered");
    }

    @Test
    void whileTheTenantIsSuspendedNoKeyIsMadeAndItSaysWhy() {
        Map<String, String> form = form("late");
        TestServers.sql("UPDATE accounts.tenant SET status = 'suspended'");
        Browser.Seen refused = create(form);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("no key was created");
        assertThat(browser.get("/keys?open=new").text()).contains("no key was created");
        assertThat(keys()).isZero();
    }

    @Test
    void atTheMostKeysNoOtherIsMadeUntilOneIsDeleted() {
        for (int i = 0; i < 100; i++) {
            Traffic.key(UUID.randomUUID(), ADA, "key " + i);
        }
        Browser.Seen refused = create(form("one more"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("You have 100 keys, and that is the most.");
        assertThat(refused.page().expectFirst("#name").attr("value")).isEqualTo("one more");
        TestServers.sql(
                "UPDATE accounts.api_key SET disabled = true, deleted_at = now()"
                        + " WHERE name = 'key 7'");
        assertThat(create(form("one more")).status()).isEqualTo(200);
    }

    @Test
    void theListShowsUseAndIsSearched() {
        givenAKey();
        Traffic.key(UUID.randomUUID(), ADA, "staging");
        TestServers.sql("UPDATE accounts.api_key SET disabled = true WHERE name = 'staging'");
        Traffic.lively();
        assertThat(browser.get("/keys").text())
                .contains("production", "ab-7Kq2x…x3Fd", "113.3M", "184.2K requests", "Disabled");
        assertThat(names("/keys?q=PROD")).containsExactly("production");
        assertThat(names("/keys?state=disabled")).containsExactly("staging");
        assertThat(browser.get("/keys?q=%3Cb%3E").text()).contains("No key like that.");
    }

    private List<String> names(String path) {
        return browser.get(path).page().select("table.keys th a").eachText();
    }

    @Test
    void whileBillingIsAwayKeysAreShownAndMade() {
        givenAKey();
        for (String question : List.of("usage", "keys/usage", "requests", "wallet")) {
            TestServers.billing().answer("GET /v1/tenants/{t}/" + question, 503, "{}");
        }
        assertThat(browser.get("/keys").text())
                .contains("production", "usage can't be read right now");
        assertThat(browser.get(path()).text()).contains("usage can't be read right now");
        assertThat(create(form("new")).status()).isEqualTo(200);
        assertThat(browser.get(path() + "/first-request").status()).isEqualTo(204);
    }

    @Test
    void aKeysPageShowsItsUseLimitsAndRequests() {
        givenAKey();
        Traffic.lively();
        Browser.Seen page = browser.get(path());
        assertThat(page.text())
                .contains("production", "30M", "3,000", "600", "by Ada Lovelace", "1,234.5")
                .contains("502 failed");
        assertThat(page.page().select("a[href*='/usage/requests?key=" + Traffic.KEY + "']"))
                .isNotEmpty();
    }

    @Test
    void theFirstRequestTurnsThePageGreenAndSaysWhatItCost() {
        givenAKey();
        assertThat(browser.get(path()).page().select("[hx-trigger='every 2s']")).hasSize(1);
        Browser.Seen waiting = browser.get(path() + "/first-request");
        assertThat(waiting.status()).isEqualTo(204);
        TestServers.billing()
                .answer(
                        "GET /v1/tenants/{t}/requests?key=" + Traffic.KEY,
                        200,
                        Traffic.calls(
                                Traffic.call("completed", 200, 999_000_000L),
                                Traffic.call("completed", 200, 1_234_500_000L)));
        Browser.Seen arrived = browser.get(path() + "/first-request");
        assertThat(arrived.status()).isEqualTo(286);
        assertThat(arrived.page().select(".note.ok").text())
                .contains("Your first request is here.", "gpt-4o-mini answered", "1,234.5 tokens");
    }

    @Test
    void aFirstRequestThatFailedIsNotGreen() {
        givenAKey();
        TestServers.billing()
                .answer(
                        "GET /v1/tenants/{t}/requests",
                        200,
                        Traffic.calls(Traffic.call("failed", 502, 0)));
        Browser.Seen arrived = browser.get(path() + "/first-request");
        assertThat(arrived.page().select(".note.ok")).isEmpty();
        assertThat(arrived.text()).contains("it failed", "answered 502", "You paid nothing");
    }

    @Test
    void afterAnHourThePageStopsAsking() {
        givenAKey();
        TestServers.sql("UPDATE accounts.api_key SET created_at = now() - interval '61 minutes'");
        assertThat(browser.get(path() + "/first-request").status()).isEqualTo(286);
        assertThat(browser.get(path()).page().select("[hx-trigger]")).isEmpty();
    }

    @Test
    void thePagesSpeakChinese() {
        givenAKey();
        browser.post("/keys", "/language", Map.of("language", "zh", "to", "/keys"));
        assertThat(browser.get("/keys?open=new").text()).contains("创建 API 密钥", "永不过期");
        assertThat(browser.get(path()).text()).contains("停用密钥", "正在等待您的首次请求");
    }
}
