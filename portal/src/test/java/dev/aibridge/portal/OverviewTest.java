package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The first page inside: for newcomers, in full swing, and while billing is away.
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
class OverviewTest {

    private final Browser browser = new Browser().withSession();

    @BeforeEach
    void newcomer() {
        Traffic.none();
        browser.get("/overview");
        Traffic.noKeys();
    }

    @AfterEach
    void asBefore() {
        TestServers.billing().forget();
        Traffic.noKeys();
    }

    @Test
    void aNewcomerIsShownThreeStepsAndWhereTheyStand() {
        Browser.Seen first = browser.get("/overview");
        assertThat(first.text())
                .contains("Three steps", "1. You have 118,406,215 tokens", "2. Create an API key");
        assertThat(first.page().select("ol a[href='/keys?open=new']")).hasSize(1);
        Traffic.key(KeysTest.ADA, "mine");
        Browser.Seen second = browser.get("/overview");
        assertThat(second.text()).contains("2. You have a key", "Wait for the first call");
        assertThat(second.page().select("ol a[href='/keys/" + Traffic.KEY + "']")).hasSize(2);
    }

    @Test
    void aNewcomerWithoutTokensIsToldToTopUp() {
        TestServers.billing().answer("GET /v1/tenants/{t}/wallet", 200, BillingStandIn.wallet(0));
        assertThat(browser.get("/overview").page().select("ol a[href='/top-up']")).hasSize(1);
    }

    @Test
    void balanceSpendingAndFailuresAreTold() {
        Traffic.key(KeysTest.ADA, "production");
        Traffic.lively();
        Browser.Seen page = browser.get("/overview");
        assertThat(page.status()).isEqualTo(200);
        // 1M + 1/2 + 1/3 + 1/4 + 1/5 of it a day: 2,283,333 tokens.
        assertThat(page.page().select(".stats").text())
                .contains("Spent today 2.2M", "Yesterday 2.2M", "Last 7 days 15.9M", "68.4M")
                .contains("15,000", "1 %", "640 ms");
        assertThat(page.text()).contains("About 51 days left", "You spend 2.2M a day.");
        assertThat(page.page().select(".key").text())
                .contains("gpt-4o 14M", "deepseek-chat 7M", "qwen-max 4.6M", "2 other models");
        assertThat(page.page().select(".chart svg g")).hasSize(14);
        assertThat(page.page().select("section:has(#top-keys) table").text())
                .contains("production 30M 100 %");
        assertThat(page.page().select("section:has(#failures) table").text())
                .contains("production", "502 failed", "Nothing was charged.");
        assertThat(TestServers.billing().asked()).contains("GET /v1/tenants/{t}/requests");
    }

    @Test
    void thePageAsksBillingFiveTimes() {
        Traffic.lively();
        TestServers.billing().asked().clear();
        browser.get("/overview");
        assertThat(TestServers.billing().asked())
                .filteredOn(question -> question.contains("tenants"))
                .hasSize(5);
    }

    @Test
    void oneDayOfUsageIsNotSpreadOverAWeek() {
        String row =
                Traffic.row(
                        LocalDate.now(ZoneOffset.UTC),
                        Traffic.quoted("gpt-4o"),
                        59_203_107_000_000L);
        TestServers.billing()
                .answer(
                        "GET /v1/tenants/{t}/usage?by=model",
                        200,
                        Traffic.NO_USAGE.replace("[]", "[" + row + "]"));
        assertThat(browser.get("/overview").text()).contains("About 2 days left");
    }

    @Test
    void whoPausedForAMonthIsNoNewcomer() {
        TestServers.billing()
                .answer(
                        "GET /v1/tenants/{t}/requests",
                        200,
                        Traffic.calls(Traffic.call("completed", 200, 1)));
        assertThat(browser.get("/overview").text())
                .contains("No requests in the last 30 days.")
                .doesNotContain("Three steps");
    }

    @Test
    void whileBillingIsAwayThePageSaysSoAndStands() {
        TestServers.billing().answer("GET /v1/tenants/{t}/wallet", 503, "{}");
        assertThat(browser.get("/overview").text()).contains("The balance can't be read right now");
        TestServers.billing().forget();
        Traffic.none();
        TestServers.billing().answer("GET /v1/tenants/{t}/usage", 503, "{}");
        Browser.Seen page = browser.get("/overview");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("118,406,215 tokens").doesNotContain("Three steps");
    }
}
