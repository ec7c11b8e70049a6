package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What keys, and all of them together, may spend.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestSecurity(
        user = "ada",
        roles = {"customer", "admin"})
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = KeysTest.ADA),
            @Claim(key = "email", value = "ada@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "name", value = "Ada Lovelace")
        })
class CapPagesTest {

    private static final String KEY = "/keys/" + Traffic.KEY;
    private static final String ACME = "/admin/tenants/" + People.ACME;
    private static final String OF_TENANT = "PUT /v1/tenants/{t}/caps/";
    private static final String OF_KEY = "PUT /v1/tenants/{t}/keys/" + Traffic.KEY + "/caps/";
    private static final String NOTHING = "{\"items\": []}";

    private final Browser browser = new Browser();
    private final BillingStandIn billing = TestServers.billing();

    @BeforeEach
    void come() {
        billing.forget();
        MoneyAnswers.layDown(billing);
        Traffic.none();
        browser.get("/overview");
        Traffic.noKeys();
        People.moveIn();
        Traffic.key(KeysTest.ADA, "production-api");
        billing.answer("GET /v1/tenants/{t}/caps", 200, MoneyAnswers.caps(Traffic.KEY.toString()));
    }

    @AfterEach
    void asBefore() {
        billing.forget();
        Traffic.noKeys();
        People.moveIn();
        TestServers.sql("UPDATE accounts.tenant SET time_zone = 'UTC'");
    }

    private long sent(String question) {
        return billing.asked().stream().filter(question::equals).count();
    }

    private String lastSent() {
        return billing.sent().getLast();
    }

    @Test
    void quotaShowsEveryCapWhatIsLeftAndWhenItBeginsAnew() {
        TestServers.sql("UPDATE accounts.person SET time_zone = 'Asia/Kathmandu'");
        String text = browser.get("/quota").text();
        TestServers.sql("UPDATE accounts.person SET time_zone = 'UTC'");
        assertThat(text)
                .contains("All keys together Monthly 500,000 set by us 480,000 19,999")
                .contains("production-api Daily 20,000 20,000 0")
                .contains("22 Nov 2026, 00:00:00")
                .contains("Total 90,000,000 set by us 1,000 89,999,000 Never");
        assertThat(browser.get(KEY).text())
                .contains("production-api Weekly 100,000 20,000 80,000")
                .doesNotContain("All keys together Monthly");
    }

    @Test
    void whileBillingIsAwayTheOtherThingsStand() {
        billing.answer("GET /v1/tenants/{t}/caps", 503, "");
        assertThat(browser.get("/quota").text()).contains("Limits");
        assertThat(browser.get("/quota").status()).isIn(200, 503);
    }

    @Test
    void onlyWhatWasChangedIsSent() {
        billing.answer(OF_KEY + "day", 200, NOTHING);
        billing.answer(OF_KEY + "total", 200, NOTHING);
        Browser.Seen done =
                browser.post(
                        KEY + "/caps",
                        KEY + "/caps",
                        Map.of("day", "25,000", "week", "100000", "month", "", "total", ""));
        assertThat(done.status()).isEqualTo(303);
        assertThat(sent(OF_KEY + "day")).isEqualTo(1);
        assertThat(lastSent()).isEqualTo("{\"capMicro\":25000000000}");
        assertThat(billing.asked()).noneMatch(one -> one.startsWith("PUT") && !one.endsWith("day"));
        assertThat(browser.get(KEY + "?done=caps").text()).contains("Caps are saved.");
    }

    @Test
    void anEmptyFieldRemovesACap() {
        billing.answer(OF_KEY + "day", 200, NOTHING);
        browser.post(KEY + "/caps", KEY + "/caps", Map.of("week", "100000"));
        assertThat(sent(OF_KEY + "day")).isEqualTo(1);
        assertThat(lastSent()).isEqualTo("{\"capMicro\":null}");
    }

    @Test
    void aCapAboveACeilingIsRefusedBesideItsField() {
        billing.refuse(OF_TENANT + "month", 409, "above_ceiling");
        Browser.Seen no =
                browser.post("/quota/caps", "/quota/caps", Map.of("month", "500001", "total", ""));
        assertThat(no.status()).isEqualTo(422);
        assertThat(no.text()).contains("At most 500,000 is allowed here.");
        assertThat(no.page().select("#month").attr("value")).isEqualTo("500001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "x", "10000000001", "99999999999999999999"})
    void whatIsNoAmountIsSentNowhere(String amount) {
        Browser.Seen no = browser.post(KEY + "/caps", KEY + "/caps", Map.of("day", amount));
        assertThat(no.status()).isEqualTo(422);
        assertThat(billing.asked()).noneMatch(one -> one.startsWith("PUT"));
    }

    @Test
    void anAdminSetsCeilingsWithAReason() {
        billing.answer(
                "GET /v1/tenants/{t}/caps", 200, MoneyAnswers.caps(People.ACME_KEY.toString()));
        String ofKey = "PUT /v1/tenants/{t}/keys/" + People.ACME_KEY + "/ceilings/day";
        billing.answer(ofKey, 200, NOTHING);
        String page = ACME + "/keys/" + People.ACME_KEY + "/ceilings";
        assertThat(browser.post(page, page, Map.of("day", "5")).status()).isEqualTo(422);
        assertThat(sent(ofKey)).isZero();
        Browser.Seen done = browser.post(page, page, Map.of("day", "5", "reason", "a trial"));
        assertThat(done.status()).isEqualTo(303);
        assertThat(lastSent()).isEqualTo("{\"ceilingMicro\":5000000,\"reason\":\"a trial\"}");
        billing.answer("PUT /v1/tenants/{t}/ceilings/month", 200, NOTHING);
        String all = ACME + "/ceilings";
        assertThat(
                        browser.post(
                                        all,
                                        all,
                                        Map.of(
                                                "month",
                                                "400000",
                                                "total",
                                                "90000000",
                                                "reason",
                                                "paid"))
                                .status())
                .isEqualTo(303);
        assertThat(sent("PUT /v1/tenants/{t}/ceilings/month")).isEqualTo(1);
        assertThat(sent("PUT /v1/tenants/{t}/ceilings/total")).isZero();
    }

    @Test
    void theTenantsZoneIsTheOwnersToChoose() {
        Map<String, String> form =
                Map.of(
                        "reads",
                        "en",
                        "look",
                        "system",
                        "zone",
                        "UTC",
                        "tenant",
                        "Ada Lovelace",
                        "calendar",
                        "Asia/Kathmandu");
        assertThat(browser.post("/settings", "/settings", form).status()).isEqualTo(303);
        assertThat(TestServers.count("FROM accounts.tenant WHERE time_zone = 'Asia/Kathmandu'"))
                .isEqualTo(1);
        assertThat(browser.get("/quota/caps").text()).contains("in Asia/Kathmandu");
    }
}
