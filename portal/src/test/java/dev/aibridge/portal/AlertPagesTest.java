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
import org.junit.jupiter.params.provider.CsvSource;

/// When and where somebody is told about their money, set by themselves.
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
class AlertPagesTest {

    private static final String PAGE = "/settings/alerts";
    private static final String RULES = "POST /v1/tenants/{t}/alerts/rules";
    private static final String ENDPOINTS = "POST /v1/tenants/{t}/alerts/endpoints";
    private static final String ENDPOINT = "01934f00-0000-7000-8000-0000000000a3";

    private final Browser browser = new Browser().withSession();
    private final BillingStandIn billing = TestServers.billing();

    @BeforeEach
    void layDown() {
        billing.forget();
        MoneyAnswers.layDown(billing);
    }

    @AfterEach
    void forget() {
        billing.forget();
    }

    private Browser.Seen rule(String kind, String threshold) {
        return browser.post(PAGE, PAGE + "/rules", Map.of("kind", kind, "threshold", threshold));
    }

    @Test
    void whatIsSetAndWhatWasToldIsShown() {
        Browser.Seen page = browser.get(PAGE);
        assertThat(page.text())
                .contains("Fewer than 10,000,000 tokens left", "Tokens last fewer than 7 days")
                .contains("A spend cap is used to 80 %", "Spend cap used")
                .contains("https://hooks.example.com/aibridge?team=%3Cb%3E")
                .contains("On its way, attempt 3", "answered 500", "Given up", "Arrived");
    }

    @ParameterizedTest
    @CsvSource({"balance,'1,000',1000000000", "days,14,14", "cap,100,100"})
    void aThresholdGoesToBillingInItsOwnUnit(String kind, String typed, long sent) {
        billing.answer(
                RULES,
                201,
                """
                {"id": "01934f00-0000-7000-8000-0000000000a1", "kind": "days", "threshold": 1,
                 "armed": true, "madeAt": "2026-11-20T18:04:05Z"}""");
        assertThat(rule(kind, typed).status()).isEqualTo(303);
        assertThat(billing.sent().getLast())
                .contains("\"kind\":\"" + kind + "\"", "\"threshold\":" + sent);
    }

    @ParameterizedTest
    @CsvSource({
        "balance,0",
        "balance,-1",
        "balance,1.5",
        "balance,''",
        "days,366",
        "cap,101",
        "cap,0",
        "balance,<b>"
    })
    void whatIsNoThresholdIsSaidBesideTheField(String kind, String threshold) {
        Browser.Seen page = rule(kind, threshold);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.page().select("#threshold-error")).hasSize(1);
        assertThat(page.page().select("#threshold").attr("value")).isEqualTo(threshold);
        assertThat(billing.asked()).doesNotContain(RULES);
    }

    @Test
    void theSameThresholdTwiceIsSaid() {
        billing.refuse(RULES, 409, "alert_exists");
        Browser.Seen page = rule("days", "7");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.page().select("#threshold-error").text()).contains("this one already");
        assertThat(page.page().select("#kind option[selected]").attr("value")).isEqualTo("days");
    }

    @Test
    void aSecretIsShownOnceAndNeverAgain() {
        billing.answer(
                ENDPOINTS,
                201,
                """
                {"endpoint": {"id": "%s", "url": "https://a.example/", "madeAt": "2026-11-20T18:04:05Z"},
                 "secret": "whsec_only_now"}"""
                        .formatted(ENDPOINT));
        Browser.Seen added =
                browser.post(PAGE, PAGE + "/endpoints", Map.of("url", "https://a.example/"));
        assertThat(added.status()).isEqualTo(200);
        assertThat(added.page().select("#secret").text()).isEqualTo("whsec_only_now");
        assertThat(added.header("Cache-Control")).isEqualTo("no-store");
        assertThat(browser.get(PAGE).text()).doesNotContain("whsec_");
    }

    @ParameterizedTest
    @CsvSource({
        "400,webhook_url,Not an https address",
        "409,endpoint_limit,as many endpoints as there may be"
    })
    void whyAnEndpointIsRefusedIsSaidBesideTheField(int status, String code, String words) {
        billing.refuse(ENDPOINTS, status, code);
        Browser.Seen page = browser.post(PAGE, PAGE + "/endpoints", Map.of("url", "http://x"));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.page().select("#url-error").text()).contains(words);
        assertThat(page.page().select("#url").attr("value")).isEqualTo("http://x");
    }

    @Test
    void anEndpointIsTestedAndRemoved() {
        String at = "/v1/tenants/{t}/alerts/endpoints/" + ENDPOINT;
        billing.answer("POST " + at + "/test", 204, "");
        billing.answer("DELETE " + at, 204, "");
        assertThat(
                        browser.post(PAGE, PAGE + "/endpoints/" + ENDPOINT + "/test", Map.of())
                                .header("Location"))
                .endsWith("?done=tested");
        assertThat(browser.post(PAGE, PAGE + "/endpoints/" + ENDPOINT + "/end", Map.of()).status())
                .isEqualTo(303);
        assertThat(billing.asked()).contains("POST " + at + "/test", "DELETE " + at);
    }

    @Test
    void whileBillingIsAwayThePageStands() {
        billing.answer("GET /v1/tenants/{t}/alerts", 503, "{}");
        billing.answer(RULES, 503, "{}");
        assertThat(browser.get(PAGE).text()).contains("can’t be read right now");
        billing.answer("GET /v1/tenants/{t}/alerts", 200, MoneyAnswers.ALERTS);
        Browser.Seen page = rule("days", "7");
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.page().select("#threshold").attr("value")).isEqualTo("7");
    }
}
