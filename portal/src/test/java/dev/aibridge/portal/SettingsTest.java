package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What somebody sets for themselves: kept with the person, in every browser.
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
class SettingsTest {

    private final Browser browser = new Browser().withSession();

    @AfterEach
    void asBefore() {
        TestServers.sql(
                """
                UPDATE accounts.tenant SET name = 'Ada Lovelace' WHERE id IN (
                  SELECT tenant_id FROM accounts.member
                  WHERE subject = '%s')"""
                        .formatted(KeysTest.ADA));
        TestServers.sql("UPDATE accounts.member SET role = 'owner'");
    }

    private static Map<String, String> form(String field, String value) {
        Map<String, String> form = new HashMap<>();
        form.put("reads", "en");
        form.put("look", "system");
        form.put("zone", "UTC");
        form.put("tenant", "Ada Lovelace");
        form.put("calendar", "UTC");
        form.put(field, value);
        return form;
    }

    private Browser.Seen save(String field, String value) {
        return browser.post("/settings", "/settings", form(field, value));
    }

    private static long people(String having) {
        return TestServers.count(
                "FROM accounts.person WHERE subject = '" + KeysTest.ADA + "' AND " + having);
    }

    private static long renamed() {
        return TestServers.count(
                "FROM audit.entry WHERE action = 'tenant.rename' AND actor = '"
                        + KeysTest.ADA
                        + "'");
    }

    @Test
    void nameAndEMailAreKeycloaksAndChangedThere() {
        Browser.Seen page = browser.get("/settings");
        assertThat(page.text()).contains("Ada Lovelace", "ada@example.org");
        assertThat(page.page().select("main a[href$='/realms/aibridge/account']")).hasSize(1);
        assertThat(page.page().select("#zone option").size()).isBetween(300, 700);
    }

    @Test
    void whatIsSavedIsInForceHereAndInAnyOtherBrowser() {
        Map<String, String> form = form("reads", "zh");
        form.put("look", "dark");
        form.put("zone", "Asia/Kathmandu");
        assertThat(browser.post("/settings", "/settings", form).status()).isEqualTo(303);
        for (Browser any : new Browser[] {browser, new Browser().withSession()}) {
            Browser.Seen page = any.get("/settings");
            assertThat(page.page().expectFirst("html").attr("lang")).isEqualTo("zh-CN");
            assertThat(page.page().expectFirst("html").attr("data-theme")).isEqualTo("dark");
            assertThat(page.page().select("#zone option[selected]").text())
                    .isEqualTo("Asia/Kathmandu");
        }
        assertThat(browser.get("/settings?done=saved").text()).contains("已保存。");
    }

    @Test
    void whatIsChosenAtTheEdgeOfAPageIsKeptWithThePersonToo() {
        browser.post("/settings", "/language", Map.of("language", "zh", "to", "/settings"));
        browser.post("/settings", "/theme", Map.of("theme", "dark", "to", "/settings"));
        assertThat(people("language = 'zh' AND theme = 'dark'")).isEqualTo(1);
        assertThat(browser.get("/settings").page().select("#reads option[selected]").text())
                .isEqualTo("中文");
    }

    @Test
    void theOwnerRenamesTheTenantAndItIsLogged() {
        long before = renamed();
        assertThat(save("tenant", "Kestrel <b>Labs</b> 好😀").status()).isEqualTo(303);
        assertThat(browser.get("/settings").page().select("header.top b").text())
                .isEqualTo("Kestrel <b>Labs</b> 好😀");
        save("tenant", "Kestrel <b>Labs</b> 好😀");
        assertThat(renamed() - before).isEqualTo(1);
    }

    @Test
    void aMemberWhoDoesNotOwnTheTenantCannotRenameIt() {
        browser.get("/settings");
        TestServers.sql("UPDATE accounts.member SET role = 'member'");
        assertThat(browser.get("/settings").page().select("#tenant")).isEmpty();
        save("tenant", "Stolen");
        assertThat(TestServers.count("FROM accounts.tenant WHERE name = 'Stolen'")).isZero();
    }

    @Test
    void whatIsWrongStandsBesideItsFieldAndNothingChanges() {
        assertRefused("reads", "fr");
        assertRefused("look", "<b>");
        assertRefused("zone", "Mars/Olympus");
        assertRefused("zone", "");
        assertRefused("tenant", " ");
        assertRefused("tenant", "x".repeat(201));
        assertRefused("tenant", "a\u202eb");
        assertThat(people("language = 'en' AND theme = 'system' AND time_zone = 'UTC'"))
                .isEqualTo(1);
    }

    private void assertRefused(String field, String value) {
        Map<String, String> form = form(field, value);
        if (!field.equals("look")) {
            form.put("look", "dark");
        }
        Browser.Seen refused = browser.post("/settings", "/settings", form);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("#" + field + "-error")).isNotEmpty();
        assertThat(people("theme = 'dark'")).isZero();
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        assertThat(browser.postAsIs("/settings", form("look", "dark")).status()).isEqualTo(403);
        assertThat(people("theme = 'dark'")).isZero();
    }
}
