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

/// Receipts on the order's page, and what stands on those to come.
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
class ReceiptPagesTest {

    private static final String ORDER = "/orders/" + MoneyAnswers.ORDER;
    private static final String FILE = ORDER + "/receipts/" + MoneyAnswers.ORDER;
    private static final String DETAILS = "/settings/billing";
    private static final String CHANGE = "PUT /v1/tenants/{t}/billing-details";

    private final Browser browser = new Browser().withSession();
    private final BillingStandIn billing = TestServers.billing();

    @BeforeEach
    void layDown() {
        billing.forget();
        MoneyAnswers.layDown(billing);
        billing.answer("GET /v1/tenants/{t}" + ORDER, 200, MoneyAnswers.order("credited"));
        billing.answer("GET /v1/tenants/{t}/receipts/" + MoneyAnswers.ORDER, 200, "%PDF-1.7 all");
        billing.answer(CHANGE, 200, "{\"company\": \"A\", \"address\": \"\", \"taxId\": \"\"}");
    }

    @AfterEach
    void forget() {
        billing.forget();
    }

    @Test
    void theOrderLeadsToItsReceiptWhichIsKeptUnderItsNumber() {
        assertThat(browser.get(ORDER).page().select("a[href='" + FILE + "']")).hasSize(1);
        Browser.Seen file = browser.get(FILE);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.text()).isEqualTo("%PDF-1.7 all");
        assertThat(file.header("Content-Type")).startsWith("application/pdf");
        assertThat(file.header("Cache-Control")).isEqualTo("no-store");
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"receipt-2026-000042.pdf\"");
    }

    @Test
    void aReceiptThatIsNotTheOrdersIsNotThere() {
        assertThat(browser.get(ORDER + "/receipts/" + MoneyAnswers.RETURNED).status())
                .isEqualTo(404);
    }

    @Test
    void anOrderWhoseBankTakesItsTimeCantBePaidAgain() {
        Browser.Seen page = browser.get("/orders/" + MoneyAnswers.PENDING);
        assertThat(page.text()).contains("Your bank is still working on it.");
        assertThat(page.page().select("main form")).isEmpty();
        assertThat(browser.get("/orders").text()).contains("Bank is working on it");
    }

    @Test
    void whatIsSavedGoesToBillingAsItWasTyped() {
        assertThat(browser.get(DETAILS).page().select("#company").attr("value"))
                .isEqualTo("上海阿克梅有限公司");
        Browser.Seen saved =
                browser.post(
                        DETAILS,
                        DETAILS,
                        Map.of(
                                "company",
                                " <b>Ä</b> ",
                                "address",
                                "1 Road\r\n Paris ",
                                "taxid",
                                ""));
        assertThat(saved.status()).isEqualTo(303);
        assertThat(billing.sent().getLast())
                .contains(
                        "\"company\":\"<b>Ä</b>\"",
                        "\"address\":\"1 Road\\nParis\"",
                        "\"taxId\":\"\"");
    }

    @ParameterizedTest
    @CsvSource({"company,0", "company,201", "address,501", "taxid,51"})
    void whatIsWrongStandsBesideItsFieldAndNothingIsSent(String field, int length) {
        Map<String, String> form =
                new HashMap<>(Map.of("company", "A", "address", "", "taxid", ""));
        form.put(field, "x".repeat(length));
        Browser.Seen page = browser.post(DETAILS, DETAILS, form);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.page().select("#" + field + "-error")).hasSize(1);
        assertThat(billing.asked()).doesNotContain(CHANGE);
    }

    @Test
    void whileBillingIsAwayWhatWasTypedStays() {
        billing.answer(CHANGE, 503, "{}");
        Browser.Seen page =
                browser.post(
                        DETAILS, DETAILS, Map.of("company", "Acme", "address", "", "taxid", ""));
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.page().select("#company").attr("value")).isEqualTo("Acme");
    }
}
