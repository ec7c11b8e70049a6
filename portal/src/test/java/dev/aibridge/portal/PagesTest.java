package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every page for somebody who is signed in does, shown on a sample.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestSecurity(user = "ada", roles = "customer")
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = "00000000-0000-4000-8000-000000000ada"),
            @Claim(key = "email", value = "ada@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "name", value = "Ada Lovelace")
        })
class PagesTest {

    private final Browser browser = new Browser().withSession();

    @AfterEach
    void asBefore() {
        TestServers.billing().forget();
        TestServers.sql("UPDATE accounts.tenant SET status = 'active', suspended_reason = NULL");
    }

    @Test
    void thePageNamesTheTenantAndItsBalance() {
        Browser.Seen page = browser.get("/sample");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.page().select("header.top").text())
                .contains("Ada Lovelace", "118.4M tokens", "AL");
        assertThat(page.page().expectFirst("svg title").text()).isEqualTo("T");
    }

    @Test
    void theWalletIsMadeTheFirstTimeItIsMissing() {
        TestServers.billing().refuse("GET /v1/tenants/{t}/wallet", 404, "wallet_not_found");
        assertThat(browser.get("/sample").text()).contains("100K tokens");
        assertThat(TestServers.billing().asked()).contains("PUT /v1/tenants/{t}/wallet");
    }

    @Test
    void whileBillingIsAwayThePageSaysSoAndStands() {
        TestServers.billing().answer("GET /v1/tenants/{t}/wallet", 503, "{}");
        Browser.Seen page = browser.get("/sample");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("Balance unknown", "The balance can't be read right now.", "Retry");
    }

    @Test
    void aSuspendedTenantIsToldWhy() {
        browser.get("/sample");
        TestServers.sql(
                "UPDATE accounts.tenant SET status = 'suspended', suspended_reason = 'unpaid bill'");
        assertThat(browser.get("/sample").text())
                .contains("This account is suspended.", "unpaid bill");
    }

    @Test
    void aFormKeepsWhatWasTypedAndSaysWhatIsWrongBesideTheField() {
        Browser.Seen page =
                browser.post("/sample", "/sample", Map.of("name", " ", "reason", "<b>\"x\"</b>"));
        assertThat(page.status()).isEqualTo(422);
        var field = page.page().expectFirst("#name");
        assertThat(field.attr("aria-invalid")).isEqualTo("true");
        assertThat(field.attr("aria-describedby")).contains("name-error");
        assertThat(page.page().select("#name-error").text()).isEqualTo("Please fill this in.");
        assertThat(page.page().select("#reason").text()).isEqualTo("<b>\"x\"</b>");
    }

    @Test
    void aRightFormIsTaken() {
        Browser.Seen page = browser.post("/sample", "/sample", Map.of("name", "好😀"));
        assertThat(page.status()).isEqualTo(303);
    }

    @Test
    void aFormTooLongOrWithHiddenMarksIsRefused() {
        assertThat(browser.post("/sample", "/sample", Map.of("name", "x".repeat(21))).text())
                .contains("At most 20 characters, please.");
        assertThat(browser.post("/sample", "/sample", Map.of("name", "a\u202eb")).text())
                .contains("characters that can't be shown");
    }

    @Test
    @TestSecurity(user = "", authorizationEnabled = true)
    void afterTheSessionEndedWhatWasTypedIsKeptToBeSentAgain() {
        Browser.Seen kept =
                browser.postAsIs("/sample", Map.of("name", "typed \"with\" care", "_form", "1.x"));
        assertThat(kept.status()).isEqualTo(401);
        assertThat(kept.text()).contains("You are signed out.", "Nothing was changed.");
        assertThat(kept.page().select("form[action=/sample] input[name=name]").attr("value"))
                .isEqualTo("typed \"with\" care");
    }

    @Test
    void anAdminsPageIsNotForACustomer() {
        Browser.Seen page = browser.get("/sample/admin");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("This page is not for your account.");
    }

    @Test
    void aBugTellsNothingButItsNumber() {
        Browser.Seen page = browser.get("/sample/bug");
        assertThat(page.status()).isEqualTo(500);
        assertThat(page.text()).contains(page.header("X-Request-Id")).doesNotContain("secret");
    }

    @Test
    void aDatabaseThatIsAwayIsNoBug() {
        Browser.Seen page = browser.get("/sample/outage");
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.text()).contains(page.header("X-Request-Id"));
        assertThat(browser.get("/sample").status()).isEqualTo(200);
    }

    @Test
    void thePageSpeaksChineseToWhoeverChoseIt() {
        Browser.Seen chosen =
                browser.post("/sample", "/language", Map.of("language", "zh", "to", "/sample"));
        assertThat(chosen.status()).as(chosen.text()).isEqualTo(303);
        assertThat(browser.get("/sample").text()).contains("118.4M Token", "额度管理", "保存");
    }
}
