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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Auto top-up as somebody sets it. Billing's own tests show that cards are charged once.
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
class AutoTopUpPagesTest {

    private static final String PAGE = "/settings/auto-top-up";
    private static final String NOW = "GET /v1/tenants/{t}/auto-top-up";
    private static final String SET = "PUT /v1/tenants/{t}/auto-top-up";
    private static final String CARD = "POST /v1/tenants/{t}/auto-top-up/card";

    private final Browser browser = new Browser().withSession();
    private final BillingStandIn billing = TestServers.billing();

    @BeforeEach
    void layDown() {
        billing.forget();
        billing.answer(SET, 200, MoneyAnswers.autoTopUp(false, "null"));
    }

    @AfterEach
    void forget() {
        billing.forget();
    }

    private Browser.Seen save(String field, String value) {
        Map<String, String> form = new HashMap<>();
        form.put("product", "tokens-10m");
        form.put("threshold", "2,000,000");
        form.put("cap", "50.00");
        form.put(field, value);
        return browser.post(PAGE, PAGE, form);
    }

    @Test
    void atFirstItIsOffAndNoCardIsAskedFor() {
        Browser.Seen page = browser.get(PAGE);
        assertThat(page.text()).contains("Off.", "Nothing is charged by itself.");
        assertThat(page.page().select("form[action$=card]")).isEmpty();
    }

    @Test
    void whatIsSetGoesToBillingInItsUnits() {
        assertThat(save("threshold", "2,000,000").status()).isEqualTo(303);
        assertThat(billing.sent().getLast())
                .contains(
                        "\"productId\":\"tokens-10m\"",
                        "\"thresholdMicro\":2000000000000",
                        "\"capMinor\":5000");
    }

    @ParameterizedTest
    @CsvSource({
        "product,nothing",
        "threshold,0",
        "threshold,-1",
        "threshold,x",
        "cap,0",
        "cap,'4,50'",
        "cap,8.99",
        "cap,1e3",
        "cap,''"
    })
    void whatIsWrongStandsBesideItsFieldAndNothingIsSent(String field, String value) {
        Browser.Seen page = save(field, value);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.page().select("#" + field + "-error")).hasSize(1);
        assertThat(billing.asked()).doesNotContain(SET);
    }

    @Test
    void itSaysWhichCardIsChargedAndHowMuchOfTheMonthIsUsed() {
        billing.answer(NOW, 200, MoneyAnswers.autoTopUp(true, "null"));
        Browser.Seen page = browser.get(PAGE);
        assertThat(page.text()).contains("visa •••• 4242", "9.00", "50.00");
        assertThat(page.page().select("form[action$=off]")).hasSize(1);
        assertThat(page.page().select("#threshold").attr("value")).isEqualTo("2000000");
    }

    @Test
    void itSaysWhyItStoppedAndIsTurnedOnAgain() {
        billing.answer(NOW, 200, MoneyAnswers.autoTopUp(false, "\"card_declined\""));
        assertThat(browser.get(PAGE).text())
                .contains("Stopped: the card was declined (card_declined).");
        billing.answer("POST /v1/tenants/{t}/auto-top-up/on", 204, "");
        assertThat(browser.post(PAGE, PAGE + "/on", Map.of()).status()).isEqualTo(303);
        billing.refuse("POST /v1/tenants/{t}/auto-top-up/on", 409, "auto_top_up_no_card");
        assertThat(browser.post(PAGE, PAGE + "/on", Map.of()).status()).isEqualTo(422);
    }

    @Test
    void theCardIsSavedAtStripe() {
        billing.answer(NOW, 200, MoneyAnswers.autoTopUp(false, "null"));
        billing.answer(CARD, 201, MoneyAnswers.order("awaiting_payment"));
        String key = browser.get(PAGE).page().select("input[name=key]").attr("value");
        Browser.Seen away = browser.post(PAGE, PAGE + "/card", Map.of("key", key));
        assertThat(away.status()).isEqualTo(303);
        assertThat(away.header("Location")).isEqualTo(MoneyAnswers.PAGE);

        billing.refuse(CARD, 429, "checkout_limit");
        assertThat(browser.post(PAGE, PAGE + "/card", Map.of("key", key)).status()).isEqualTo(429);
        billing.answer(CARD, 503, "{}");
        assertThat(browser.post(PAGE, PAGE + "/card", Map.of("key", key)).status()).isEqualTo(503);
    }
}
