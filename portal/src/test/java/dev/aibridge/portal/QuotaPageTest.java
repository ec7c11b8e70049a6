package dev.aibridge.portal;

import static dev.aibridge.portal.MoneyAnswers.booking;
import static dev.aibridge.portal.MoneyAnswers.row;
import static dev.aibridge.portal.MoneyAnswers.usage;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is left, what limits it, where it went.
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
class QuotaPageTest {

    private static final String WALLET = "GET /v1/tenants/{t}/wallet";
    private static final String LEDGER = "GET /v1/tenants/{t}/ledger";
    private static final String USAGE = "GET /v1/tenants/{t}/usage";

    private final Browser browser = new Browser();
    private final BillingStandIn billing = TestServers.billing();

    @BeforeEach
    void somethingIsBooked() {
        billing.forget();
        MoneyAnswers.layDown(billing);
        browser.get("/quota");
    }

    @AfterEach
    void asBefore() {
        billing.forget();
        TestServers.sql("DELETE FROM accounts.api_key WHERE name LIKE '%quota test%'");
        TestServers.sql("UPDATE accounts.person SET time_zone = 'UTC'");
        TestServers.sql("UPDATE accounts.tenant SET rpm = NULL, allowed_models = NULL");
    }

    private void wallet(long posted, long leased, long frozen) {
        wallet(posted, leased, frozen, 0);
    }

    private void wallet(long posted, long leased, long frozen, long owed) {
        billing.answer(
                WALLET,
                200,
                """
                {"tenantId": "00000000-0000-4000-8000-0000000000b1", "walletId": "00000000-0000-4000-8000-0000000000b2",
                 "postedMicro": %d, "leasedMicro": %d, "frozenMicro": %d, "availableMicro": %d,
                 "owedMicro": %d, "status": "active", "starterMicro": 100000000000, "createdAt": "2026-01-01T00:00:00Z",
                 "lastTopUp": {"tokensMicro": 52000000000000, "amountMinor": 4250, "currency": "USD",
                               "at": "2026-11-01T10:00:00Z"}}
                """
                        .formatted(posted, leased, frozen, posted - leased - frozen, owed));
    }

    @Test
    void whatIsOwedIsSaidAndWhatWentBackIsNamed() {
        assertThat(browser.get("/quota").text()).doesNotContain("owed");
        wallet(0, 0, 0, 7_000_000);
        billing.answer(
                LEDGER,
                200,
                MoneyAnswers.page(
                        null,
                        MoneyAnswers.booking(5, "refund", "customer", -1_000_000, 0),
                        MoneyAnswers.booking(4, "refund_failed", "stripe", 1_000_000, 0),
                        MoneyAnswers.booking(3, "debt_repaid", "billing", -1_000_000, 0),
                        MoneyAnswers.booking(2, "dispute_won", "stripe", 1_000_000, 0),
                        MoneyAnswers.booking(1, "dispute_lost", "stripe", -1_000_000, 0)));
        assertThat(browser.get("/quota").text())
                .contains(
                        "7 tokens are owed.",
                        "Refund",
                        "Refund that failed",
                        "Repaid what was owed",
                        "Contested payment, decided for us",
                        "Contested payment, paid back by the bank");
    }

    @Test
    void everyPartOfTheWalletIsThere() {
        wallet(118_406_215_250_000L, 412_000_000L, 3_000_000L);
        Browser.Seen page = browser.get("/quota");
        assertThat(page.page().select(".fig").text()).startsWith("118,406,212 ");
        assertThat(page.page().select(".stat dd.num").eachText())
                .startsWith("118,406,215.25", "118,405,800.25", "412", "3", "100,000", "52M");
        assertThat(page.text()).contains("42.50 USD on 1 Nov 2026", "Calls answer 402");
    }

    @Test
    void howLongItLastsFollowsTheLastSevenDays() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        wallet(100_000_000_000L, 0, 0);
        billing.answer(
                USAGE,
                200,
                usage(row(today.minusDays(6) + "T00:00:00Z", "", 7, 0, 70_000_000_000L)));
        assertThat(browser.get("/quota").text())
                .contains("About 10 days left", "You spend 10K tokens a day");
        billing.answer(USAGE, 200, usage());
        assertThat(browser.get("/quota").text()).contains("Nothing spent in 7 days");
        wallet(0, 0, 0);
        assertThat(browser.get("/quota").text()).contains("Used up");
        wallet(4_000_000_000_000_000_000L, 0, 0);
        billing.answer(USAGE, 200, usage(row(today + "T00:00:00Z", "", 7, 0, 1)));
        assertThat(browser.get("/quota").text()).contains("Lasts more than a year");
    }

    @Test
    void daysAreThoseOfTheReadersClock() {
        TestServers.sql("UPDATE accounts.person SET time_zone = 'Asia/Shanghai'");
        wallet(100_000_000_000L, 0, 0);
        String first = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(6).toString();
        billing.answer(
                USAGE, 200, usage(row(first + "T00:00:00+08:00", "", 7, 0, 70_000_000_000L)));
        assertThat(browser.get("/quota").text()).contains("About 10 days left");
    }

    @Test
    void theLedgerShowsEachChangeWithItsBalanceAndEscapesReasons() {
        Browser.Seen page = browser.get("/quota");
        assertThat(page.page().select("#ledger tbody tr").eachText())
                .satisfiesExactly(
                        usage -> assertThat(usage).contains("Usage -4,800.5 118,406,215"),
                        given ->
                                assertThat(given)
                                        .contains("Credit by us a <b>good</b> reason +1,000,000 "),
                        paid -> assertThat(paid).contains("Top-up +117,311,015.5"),
                        starter -> assertThat(starter).contains("Starter tokens +100,000 100,000"));
        assertThat(page.page().select("#ledger .pages a[href^=/quota?]").attr("href"))
                .isEqualTo("/quota?before=41#ledger");
        browser.get("/quota?before=41");
        assertThat(billing.queries()).contains("limit=25&before=41");
    }

    @Test
    void aCorrectionDownwardsSaysSo() {
        billing.answer(
                LEDGER, 200, MoneyAnswers.page(null, booking(9, "credit", "bo", -5_000_000, 0)));
        assertThat(browser.get("/quota").page().select("#ledger tbody").text())
                .contains("Taken back by us", "-5 0");
    }

    @Test
    void theLimitsOfTenantAndKeysAreThere() {
        TestServers.sql(
                "UPDATE accounts.tenant SET rpm = 1200, allowed_models = '{gpt-5.1,glm-4.6}'");
        TestServers.sql(
                """
                INSERT INTO accounts.api_key
                  (id, tenant_id, name, hash, prefix, last_four, rpm, expires_at, allowed_models)
                SELECT gen_random_uuid(), tenant_id, '<i>quota test</i>', sha256('quota test'), 'ab-7Kq2x', 'x3Fd', 60,
                  '2026-01-01T00:00:00Z', '{}'
                FROM accounts.member WHERE subject = '00000000-0000-4000-8000-000000000ada'""");
        assertThat(browser.get("/quota").page().select("section:has(#limits) tbody tr").eachText())
                .containsExactly(
                        "All keys together 1,200 gpt-5.1, glm-4.6 never Active",
                        "<i>quota test</i> ab-7Kq2x…x3Fd 60 none 1 Jan 2026 Expired");
    }

    @Test
    void whileBillingIsAwayTheLimitsStand() {
        billing.answer(WALLET, 503, "{}");
        billing.answer(LEDGER, 503, "{}");
        Browser.Seen page = browser.get("/quota");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains(
                        "The balance can't be read right now.",
                        "All keys together",
                        "The ledger can’t be read right now.");
    }

    @Test
    void aCursorThatIsNoneIsRefused() {
        billing.refuse(LEDGER, 400, "invalid_request");
        assertThat(browser.get("/quota?before=%3Cb%3E").status()).isEqualTo(400);
    }
}
