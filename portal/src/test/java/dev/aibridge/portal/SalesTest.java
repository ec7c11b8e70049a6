package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Everybody's orders, and what an admin decides about their money.
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
class SalesTest {

    private static final String LIST = "/admin/orders";
    private static final String PAGE = LIST + "/" + MoneyAnswers.ORDER;
    private static final String REFUND = "POST /v1" + PAGE + "/refunds";
    private static final String PAYMENT = PAGE + "/payments/pi_1000001";
    private static final String DECIDE = "POST /v1/admin/payments/pi_1000001/";
    private static final String BEGUN =
            """
            {"id": "01934f00-0000-7000-8000-0000000000e1", "state": "asked", "amountMinor": 9000,
             "currency": "USD", "tokensMicro": 1, "bonusMicro": 0, "failure": null,
             "askedAt": "2026-11-20T19:00:00Z", "endedAt": null}""";

    private final Browser browser = new Browser();
    private final BillingStandIn billing = TestServers.billing();

    @BeforeEach
    void moveIn() {
        People.moveIn();
        billing.forget();
        People.giveMoney(billing);
    }

    @AfterEach
    void asBefore() {
        billing.forget();
    }

    private Browser.Seen send(String path, Map<String, String> form) {
        return browser.post(PAGE, path, form);
    }

    private static Map<String, String> refund(String reason) {
        return Map.of("minor", "9000", "key", UUID.randomUUID().toString(), "reason", reason);
    }

    @Test
    void ordersAreFoundByStateAndByNumber() {
        assertThat(browser.get(LIST).text())
                .contains("50M tokens × 3", "Acme", "127.50", "Partly refunded", "Being looked at");
        browser.get(LIST + "?state=review");
        assertThat(billing.queries().getLast()).contains("state=review");
        assertThat(browser.get(LIST + "?number=" + MoneyAnswers.ORDER).header("Location"))
                .endsWith(PAGE);
        assertThat(browser.get(LIST + "?number=x").page().select("#number-error")).hasSize(1);
        assertThat(browser.get(LIST + "?state=%3Cb%3E").status()).isEqualTo(422);
    }

    @Test
    void aRefundIsQuotedAndMadeWithAReason() {
        billing.answer(REFUND, 201, BEGUN);
        Browser.Seen page = browser.get(PAGE);
        assertThat(page.text()).contains("90.00", "105,882,352", "pi_1000001");
        assertThat(browser.get(PAGE + "?amount=x").status()).isEqualTo(422);
        Browser.Seen done = send(PAGE + "/refund", refund("they asked"));
        assertThat(done.header("Location")).endsWith(PAGE + "?done=refunded");
        assertThat(billing.sent().getLast())
                .contains("\"amountMinor\":9000", "\"reason\":\"they asked\"", "\"USD\"");
        assertThat(browser.get(PAGE + "?done=refunded").text()).contains("on its way");
    }

    @Test
    void aPaymentThatWaitsIsCreditedOrSentBackWithAReason() {
        billing.answer(DECIDE + "credit", 204, "");
        billing.answer(DECIDE + "refund", 201, BEGUN);
        Map<String, String> why =
                Map.of("reason", "our fault", "key", UUID.randomUUID().toString());
        assertThat(send(PAYMENT + "/credit", why).header("Location")).endsWith("?done=credited");
        assertThat(send(PAYMENT + "/refund", why).header("Location")).endsWith("?done=returned");
        String another = PAGE + "/payments/pi_2/credit";
        assertThat(send(another, why).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"refund", "payments/pi_1000001/credit", "payments/pi_1000001/refund"})
    void withoutAReasonNothingIsDone(String what) {
        int asked = billing.asked().size();
        Browser.Seen page = send(PAGE + "/" + what, refund(" "));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains("Please fill this in.");
        assertThat(billing.asked().subList(asked, billing.asked().size()))
                .allMatch(question -> question.startsWith("GET "));
    }

    @ParameterizedTest
    @CsvSource({"minor,''", "minor,-1", "minor,x", "minor,99999999999", "key,mine"})
    void aFormThatIsNotOursSendsNothing(String field, String value) {
        Map<String, String> form = new HashMap<>(refund("they asked"));
        form.put(field, value);
        assertThat(send(PAGE + "/refund", form).status()).isEqualTo(422);
        assertThat(billing.asked()).doesNotContain(REFUND);
    }

    @ParameterizedTest
    @CsvSource({
        "refund_disputed,contested at the bank",
        "refund_too_much,Less is left",
        "idempotency_key_reused,sent before"
    })
    void whatBillingRefusesIsToldInWords(String code, String words) {
        billing.answer(REFUND, 409, "{\"code\": \"%s\", \"detail\": \"No.\"}".formatted(code));
        Browser.Seen page = send(PAGE + "/refund", refund("<b>x</b>"));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains(words);
        assertThat(page.page().select("#reason").attr("value")).isEqualTo("<b>x</b>");
    }

    @Test
    void withoutAnAnswerItIsSentAgainUnderTheSameKey() {
        billing.answer(REFUND, 503, "{}");
        Map<String, String> form = refund("they asked");
        Browser.Seen page = send(PAGE + "/refund", form);
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.page().select("form[action$=/refund] input[name=key]").attr("value"))
                .isEqualTo(form.get("key"));
        assertThat(page.page().select("input[name=minor]").attr("value")).isEqualTo("9000");
    }
}
