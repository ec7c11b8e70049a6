package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tenants as an admin finds, suspends, credits and limits them.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestSecurity(
        user = "root",
        roles = {"customer", "admin"})
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = "00000000-0000-4000-8000-0000000000a1"),
            @Claim(key = "email", value = "root@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "name", value = "Root Admin")
        })
class AdminTenantsTest {

    private static final String LIST = "/admin/tenants";
    private static final String ACME = LIST + "/" + People.ACME;
    private static final String CREDIT = ACME + "/credit";
    private static final String BOOK = CREDIT + "/book";
    private static final String LIMITS = ACME + "/limits";
    private static final String KEY_LIMITS = ACME + "/keys/" + People.ACME_KEY + "/limits";
    private static final List<String> BAD_LINES =
            List.of("", "   ", "x".repeat(501), "a\u202eb", "a\u0000b", "a\nb");

    private final Browser browser = new Browser();

    @BeforeEach
    void moveIn() {
        People.moveIn();
        People.giveMoney(TestServers.billing());
    }

    @AfterEach
    void asBefore() {
        People.moveIn();
        TestServers.billing().forget();
    }

    private static long acts(String action) {
        return TestServers.count("FROM audit.entry WHERE action = '" + action + "'");
    }

    private static long acme(String condition) {
        return TestServers.count(
                "FROM accounts.tenant WHERE id = '" + People.ACME + "' AND " + condition);
    }

    private List<String> found(String query) {
        return browser.get(LIST + "?q=" + query).page().select("tbody th a").eachText();
    }

    @Test
    void anAdminBeginsAtTheTenants() {
        assertThat(browser.get("/admin").header("Location")).isEqualTo(TestServers.portal() + LIST);
    }

    @Test
    @TestSecurity(user = "ada", roles = "customer")
    @OidcSecurity(
            claims = {
                @Claim(key = "sub", value = "00000000-0000-4000-8000-000000000ada"),
                @Claim(key = "email", value = "ada@example.org"),
                @Claim(key = "email_verified", value = "true"),
                @Claim(key = "name", value = "Ada Lovelace")
            })
    void theyAreNoneOfACustomersBusiness() {
        for (String path : List.of("/admin", LIST, ACME, CREDIT, LIMITS, KEY_LIMITS)) {
            assertThat(browser.get(path).status()).isEqualTo(403);
        }
        String token = browser.get("/sample").page().select("input[name=_form]").attr("value");
        assertThat(token).isNotEmpty();
        Map<String, String> form = Map.of("reason", "mine", "_form", token);
        assertThat(browser.postAsIs(ACME + "/suspend", form).status()).isEqualTo(403);
        assertThat(acme("status = 'active'")).isEqualTo(1);
    }

    @Test
    void theListShowsWhoTheyAreAndWhatTheyHave() {
        Browser.Seen list = browser.get(LIST);
        assertThat(list.page().select("tbody th a").eachText())
                .containsSubsequence("Acme <b>Labs</b>", "Other & Sons 好😀");
        assertThat(list.page().select("tr:contains(Acme)").text())
                .contains("Grace_Hopper@acme.example", "Active", "4,999,000");
        assertThat(list.page().select("tr:contains(Other)").text()).contains("—", "Never");
    }

    @Test
    void aTenantIsFoundByNameMailIdAndKey() {
        List<String> acme = List.of("Acme <b>Labs</b>");
        assertThat(found("LABS")).isEqualTo(acme);
        assertThat(found("grace_hopper%40ACME")).isEqualTo(acme);
        assertThat(found(People.ACME.toString())).isEqualTo(acme);
        assertThat(found("ab-7Kq2x")).isEqualTo(acme);
        assertThat(found("ab-7Kq2xAndTheRestOfAWholeKey")).isEqualTo(acme);
        assertThat(found("%25_%25")).isEmpty();
        assertThat(found("ab-ZzX9")).isEmpty();
        assertThat(browser.get(LIST + "?q=nobody-of-that-name").text())
                .contains("No tenant fits that.");
        assertThat(browser.get(LIST + "?q=" + "x".repeat(501)).text())
                .contains("At most 500 characters");
    }

    @Test
    void theListGoesOnBelowTheLastOne() {
        TestServers.sql(
                """
                INSERT INTO accounts.tenant (id, name)
                SELECT ('01700000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Many ' || n
                FROM generate_series(1, 51) n ON CONFLICT DO NOTHING""");
        Browser.Seen first = browser.get(LIST + "?q=many+");
        assertThat(first.page().select("tbody th a").eachText()).hasSize(50).startsWith("Many 51");
        String older = first.page().select(".pages a").attr("href");
        assertThat(browser.get(older).page().select("tbody th a").eachText())
                .containsExactly("Many 1");
        TestServers.sql("DELETE FROM accounts.tenant WHERE name LIKE 'Many %'");
    }

    @Test
    void aTenantsPageShowsMembersMoneyKeysUsageAndOrders() {
        assertThat(browser.get(ACME).text())
                .contains("Acme <b>Labs</b>", "Grace Hopper", "4,999,000.25", "ab-7Kq2x…x3Fd")
                .contains("999.75", "an apology for the outage", "gpt-4o", "1 failed")
                .contains("2 × 10M tokens", "18.00 USD");
        assertThat(browser.get(ACME + "/ledger").text()).contains("5,000,999.75", "Older");
    }

    @Test
    void withoutBillingThePageStandsAndSaysSo() {
        TestServers.billing().answer("GET /v1/tenants/{t}/wallet", 503, "{}");
        TestServers.billing().answer("GET /v1/tenants/balances", 503, "{}");
        assertThat(browser.get(ACME).text())
                .contains("The balances can’t be read right now.", "Grace Hopper");
        assertThat(browser.get(LIST).text())
                .contains("The balances can’t be read right now.", "Acme");
    }

    @Test
    void aTenantWithoutAWalletIsShownWithoutMoney() {
        TestServers.billing().refuse("GET /v1/tenants/{t}/wallet", 404, "wallet_not_found");
        assertThat(browser.get(ACME).text()).contains("This tenant has no wallet yet.");
        assertThat(browser.post(CREDIT, CREDIT, Map.of("tokens", "5", "reason", "x")).text())
                .contains("This tenant has no wallet yet.");
        assertThat(TestServers.billing().asked()).doesNotContain("PUT /v1/tenants/{t}/wallet/x");
    }

    @Test
    void anUnknownTenantAndAForeignKeyAreNotThere() {
        String nobody = LIST + "/" + UUID.randomUUID();
        String foreign = ACME + "/keys/" + People.OTHER_KEY + "/limits";
        String unknown = ACME + "/keys/" + UUID.randomUUID() + "/limits";
        for (String path :
                List.of(
                        nobody,
                        nobody + "/credit",
                        nobody + "/limits",
                        LIST + "/x",
                        foreign,
                        unknown)) {
            assertThat(browser.get(path).status()).as(path).isEqualTo(404);
        }
        Map<String, String> off =
                Map.of("state", "off", "rpm", "1", "models", "all", "reason", "x");
        assertThat(browser.post(LIMITS, foreign, off).status()).isEqualTo(404);
        assertThat(browser.post(LIMITS, nobody + "/suspend", Map.of("reason", "x")).status())
                .isEqualTo(404);
        assertThat(TestServers.count("FROM accounts.api_key WHERE disabled")).isZero();
        assertThat(TestServers.count("FROM audit.entry")).isZero();
    }

    @Test
    void suspendingSaysWhatFollowsAndIsLogged() {
        assertThat(browser.get(ACME + "/suspend").text()).contains("402 insufficient_balance");
        Map<String, String> why = Map.of("reason", "unpaid <bill> 好");
        Browser.Seen done = browser.post(ACME + "/suspend", ACME + "/suspend", why);
        assertThat(done.status()).isEqualTo(303);
        assertThat(acme("status = 'suspended' AND suspended_reason = 'unpaid <bill> 好'"))
                .isEqualTo(1);
        assertThat(
                        TestServers.count(
                                """
                                FROM audit.entry WHERE action = 'tenant.suspend'
                                AND actor_name = 'Root Admin' AND reason = 'unpaid <bill> 好'
                                AND detail = '{"before": {"status": "active"}, "after": {"status": "suspended"}}'
                                AND tenant_id = '%s'"""
                                        .formatted(People.ACME)))
                .isEqualTo(1);
        assertThat(browser.get(done.header("Location").replace(TestServers.portal(), "")).text())
                .contains("Suspended. Gateways refuse", "unpaid <bill> 好");
    }

    @Test
    void theSameAgainChangesNothingAndAnotherReasonIsRefused() {
        for (int i = 0; i < 2; i++) {
            assertThat(browser.post(LIMITS, ACME + "/suspend", Map.of("reason", "unpaid")).status())
                    .isEqualTo(303);
        }
        Browser.Seen late = browser.post(LIMITS, ACME + "/suspend", Map.of("reason", "abuse"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(acts("tenant.suspend")).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            assertThat(browser.post(LIMITS, ACME + "/resume", Map.of("reason", "paid")).status())
                    .isEqualTo(303);
        }
        assertThat(acme("status = 'active' AND suspended_reason IS NULL")).isEqualTo(1);
        assertThat(acts("tenant.resume")).isEqualTo(1);
    }

    @Test
    void aBadReasonIsSaidBesideTheFieldAndKeptAndNothingChanges() {
        for (String path : List.of(ACME + "/suspend", ACME + "/resume", CREDIT, LIMITS)) {
            for (String reason : BAD_LINES) {
                Map<String, String> form =
                        Map.of("reason", reason, "tokens", "1", "models", "all", "rpm", "");
                Browser.Seen page = browser.post(LIMITS, path, form);
                assertThat(page.status()).as(path).isEqualTo(422);
                if (!path.endsWith("resume")) {
                    assertThat(page.page().select("#reason-error").text()).isNotEmpty();
                }
            }
        }
        assertThat(acme("status = 'active'")).isEqualTo(1);
        assertThat(TestServers.count("FROM audit.entry")).isZero();
        assertThat(TestServers.billing().asked()).doesNotContain("POST /v1/tenants/{t}/credits");
    }

    @Test
    void withoutItsTokenAFormChangesNothing() {
        Map<String, String> form = Map.of("reason", "x", "tokens", "1", "models", "all");
        for (String path : List.of(ACME + "/suspend", CREDIT, BOOK, LIMITS, KEY_LIMITS)) {
            assertThat(browser.postAsIs(path, form).status()).isEqualTo(403);
        }
        assertThat(TestServers.count("FROM audit.entry")).isZero();
    }

    @Test
    void tokensAreShownBeforeTheyAreBookedAndBookedUnderOneKey() {
        TestServers.billing().answer("POST /v1/tenants/{t}/credits", 200, BillingStandIn.wallet(1));
        Map<String, String> typed = Map.of("tokens", "1,000,000", "reason", "an <apology>");
        assertThat(browser.get(CREDIT).page().select("main form").attr("action")).isEqualTo(CREDIT);
        Browser.Seen preview = browser.post(CREDIT, CREDIT, typed);
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.text())
                .contains("4,999,000.25", "+1,000,000", "5,999,000.25", "an <apology>")
                .contains("Give 1,000,000 tokens");
        assertThat(TestServers.billing().asked()).doesNotContain("POST /v1/tenants/{t}/credits");
        Map<String, String> hidden = hidden(preview);
        for (int i = 0; i < 2; i++) {
            assertThat(browser.postAsIs(BOOK, hidden).status()).isEqualTo(303);
        }
        assertThat(TestServers.billing().sent().stream().filter(body -> !body.isEmpty()).distinct())
                .singleElement()
                .asString()
                .contains("\"tokensMicro\":1000000000000", "an <apology>");
        assertThat(TestServers.billing().keys())
                .containsExactly(hidden.get("key"), hidden.get("key"));
    }

    private static Map<String, String> hidden(Browser.Seen page) {
        Map<String, String> fields = new LinkedHashMap<>();
        page.page()
                .select("form[action$=book] input[type=hidden]")
                .forEach(field -> fields.put(field.attr("name"), field.attr("value")));
        return fields;
    }

    @Test
    void takingBackMoreThanThereIsIsRefusedBesideTheField() {
        Map<String, String> typed = Map.of("tokens", "-4999001", "reason", "a mistake");
        Browser.Seen early = browser.post(CREDIT, CREDIT, typed);
        assertThat(early.status()).isEqualTo(422);
        assertThat(early.page().select("#tokens-error").text()).contains("less than that");
        Map<String, String> fits = Map.of("tokens", "-4999000", "reason", "a mistake");
        Browser.Seen preview = browser.post(CREDIT, CREDIT, fits);
        assertThat(preview.text()).contains("Take 4,999,000 tokens back", "0.25");
        TestServers.billing().refuse("POST /v1/tenants/{t}/credits", 409, "insufficient");
        Browser.Seen late = browser.postAsIs(BOOK, hidden(preview));
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.page().select("#tokens-error").text()).contains("less than that");
        assertThat(late.page().select("#tokens").attr("value")).isEqualTo("-4999000");
    }

    @Test
    void whenBillingDoesNotAnswerTheSameBookingCanBeSentAgain() {
        TestServers.billing().answer("POST /v1/tenants/{t}/credits", 503, "{}");
        Browser.Seen preview =
                browser.post(CREDIT, CREDIT, Map.of("tokens", "5", "reason", "because"));
        Browser.Seen unsure = browser.postAsIs(BOOK, hidden(preview));
        assertThat(unsure.status()).isEqualTo(503);
        assertThat(unsure.text()).contains("It may be booked or not.", "Send again");
        assertThat(hidden(unsure).get("key")).isEqualTo(hidden(preview).get("key"));
    }

    @Test
    void onlyWholeTokensWithinBoundsAreTaken() {
        for (String tokens :
                List.of(
                        "",
                        "0",
                        "1.5",
                        "1e3",
                        "ten",
                        "10000000001",
                        "-10000000001",
                        "9".repeat(30))) {
            Browser.Seen page =
                    browser.post(CREDIT, CREDIT, Map.of("tokens", tokens, "reason", "x"));
            assertThat(page.status()).as(tokens).isEqualTo(422);
            assertThat(page.page().select("#tokens-error").text()).isNotEmpty();
            assertThat(page.page().select("#tokens").attr("value")).isEqualTo(tokens);
        }
        Map<String, String> forged = Map.of("tokens", "5", "reason", "x", "key", "' OR 1");
        assertThat(browser.post(CREDIT, BOOK, forged).status()).isEqualTo(422);
        assertThat(TestServers.billing().asked()).doesNotContain("POST /v1/tenants/{t}/credits");
    }
}
