package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a customer gets back of an order, shown before it is done. Billing's own tests show that it
/// is right.
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
class RefundPagesTest {

    private static final String ORDER = "/orders/" + MoneyAnswers.ORDER;
    private static final String PAGE = ORDER + "/refund";
    private static final String QUOTE = "GET /v1/tenants/{t}" + ORDER + "/refunds/quote";
    private static final String REFUND = "POST /v1/tenants/{t}" + ORDER + "/refunds";

    private final Browser browser = new Browser();
    private final BillingStandIn billing = TestServers.billing();

    @BeforeEach
    void sell() {
        billing.forget();
        billing.answer("GET /v1/tenants/{t}" + ORDER, 200, MoneyAnswers.order("credited"));
        billing.answer(QUOTE, 200, MoneyAnswers.quote("null", 9_000));
    }

    @AfterEach
    void asBefore() {
        billing.forget();
    }

    private Browser.Seen send(Map<String, String> form) {
        return browser.post(PAGE, PAGE, form);
    }

    private Browser.Seen send() {
        return send(Map.of("minor", "9000", "key", UUID.randomUUID().toString()));
    }

    @Test
    void theOrderLeadsToItsRefundWhichIsShownBeforeItIsDone() {
        assertThat(browser.get(ORDER).page().select("main a[href=" + PAGE + "]")).hasSize(1);
        Browser.Seen page = browser.get(PAGE);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("90.00", "105,882,352", "4,235,294");
        assertThat(page.page().select("#amount").attr("value")).isEqualTo("90.00");
        assertThat(page.page().select("input[name=minor]").attr("value")).isEqualTo("9000");
        assertThat(billing.asked()).doesNotContain(REFUND);
    }

    @Test
    void aPartIsQuotedBeforeItIsDone() {
        billing.answer(QUOTE, 200, MoneyAnswers.quote("null", 450));
        Browser.Seen page = browser.get(PAGE + "?amount=4.50");
        assertThat(billing.queries()).contains("amountMinor=450");
        assertThat(page.page().select("input[name=minor]").attr("value")).isEqualTo("450");
    }

    @Test
    void itIsSentOnceUnderTheKeyOfItsPage() {
        billing.answer(
                REFUND,
                201,
                """
                {"id": "01934f00-0000-7000-8000-0000000000e1", "state": "asked", "amountMinor": 9000,
                 "currency": "USD", "tokensMicro": 1, "bonusMicro": 0, "failure": null,
                 "askedAt": "2026-11-20T19:00:00Z", "endedAt": null}""");
        String key = browser.get(PAGE).page().select("input[name=key]").attr("value");
        Browser.Seen done = send(Map.of("minor", "9000", "key", key));
        assertThat(done.status()).isEqualTo(303);
        assertThat(done.header("Location")).endsWith(ORDER + "#refunds");
        assertThat(billing.sent().getLast())
                .contains("\"amountMinor\":9000", "\"currency\":\"USD\"");
        assertThat(billing.keys()).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "-1", "0", "4.505", "1e3", " ", "99999999999", "<b>", "4,50", "😀"})
    void whatIsNoAmountIsSaidBesideTheField(String amount) {
        Browser.Seen page = browser.get(PAGE + "?amount=" + encoded(amount));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.page().select("#amount-error")).hasSize(1);
        assertThat(page.page().select("#amount").attr("value")).isEqualTo(amount.strip());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "409,refund_disputed,contested at the bank",
        "409,refund_nothing_left,Nothing that was paid for is left",
        "409,refund_too_much,Less is left by now",
        "409,idempotency_key_reused,begun before",
        "429,refund_limit,several refunds lately"
    })
    void whatBillingRefusesIsToldInWords(int status, String code, String words) {
        billing.answer(REFUND, status, "{\"code\": \"%s\", \"detail\": \"No.\"}".formatted(code));
        Browser.Seen page = send();
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.page().select("[role=alert]").text()).contains("Nothing goes back.", words);
    }

    @Test
    void withoutAnAnswerItIsSentAgainUnderTheSameKey() {
        billing.answer(REFUND, 503, "{}");
        String key = UUID.randomUUID().toString();
        Browser.Seen page = send(Map.of("minor", "450", "key", key));
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.page().select("input[name=key]").attr("value")).isEqualTo(key);
        assertThat(page.page().select("input[name=minor]").attr("value")).isEqualTo("450");
    }

    @Test
    void aFormThatIsNotOursSendsNothing() {
        for (Map<String, String> form :
                List.of(
                        Map.<String, String>of(),
                        Map.of("minor", "-1", "key", UUID.randomUUID().toString()),
                        Map.of("minor", "1", "key", "mine"))) {
            assertThat(send(form).status()).isEqualTo(422);
        }
        assertThat(billing.asked()).doesNotContain(REFUND);
    }

    @Test
    void whatCantGoBackHasNoButton() {
        billing.answer(QUOTE, 200, MoneyAnswers.quote("\"disputed\"", 0));
        Browser.Seen page = browser.get(PAGE);
        assertThat(page.text()).contains("contested at the bank");
        assertThat(page.page().select("main form")).isEmpty();
    }

    @Test
    void whatBecameOfThePaymentIsOnTheOrder() {
        billing.answer("GET /v1/tenants/{t}" + ORDER, 200, MoneyAnswers.returned("disputed"));
        assertThat(browser.get(ORDER).text())
                .contains("Contested", "Sent", "On its way", "Failed; the tokens are back");
    }
}
