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

/// What an admin sees of the books beside others' books, and does about it.
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
class ReconciliationPageTest {

    private static final String PAGE = "/admin/reconciliation";
    private static final String FINDING = "01934f00-0000-7000-8000-0000000000f3";
    private static final String RUN = "POST /v1/admin/reconciliation/runs";

    private final Browser browser = new Browser();

    @BeforeEach
    void moveIn() {
        People.moveIn();
        TestServers.billing().forget();
        People.giveMoney(TestServers.billing());
    }

    @AfterEach
    void asBefore() {
        TestServers.billing().forget();
    }

    @Test
    void whatDoesNotAgreeIsListedWithBothSides() {
        Browser.Seen page = browser.get(PAGE);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("payment pi_3PqVxW2eZvKYlo2C", "Missing there", "9.00", "nothing")
                .contains("refund re_3PqVxW2eZvKYlo2C", "Missing here", "4.50")
                .contains("Amounts differ", "9.01")
                .contains("gpt-4o 2026-11-19 input_tokens OPENAI", "1,812,000", "2,204,117")
                .contains("DEEPSEEK answered 401 when asked for its usage")
                .contains("Root Admin", "the night", "Failed", "1204");
        assertThat(TestServers.billing().queries()).anyMatch(query -> query.contains("open=true"));
    }

    @Test
    void theBooksAreComparedNowAndTheAdminIsToldWhatCameOfIt() {
        assertThat(browser.post(PAGE, PAGE + "/run", Map.of()).header("Location"))
                .endsWith(PAGE + "?done=run");
        assertThat(browser.get(PAGE + "?done=run").text()).contains("The books were compared.");
        TestServers.billing().refuse(RUN, 409, "reconciliation_running");
        Browser.Seen busy = browser.post(PAGE, PAGE + "/run", Map.of());
        assertThat(busy.status()).isEqualTo(409);
        assertThat(busy.text()).contains("are being compared right now");
        TestServers.billing().answer(RUN, 503, "{}");
        Browser.Seen away = browser.post(PAGE, PAGE + "/run", Map.of());
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.text()).contains("Stripe does not answer.");
    }

    @Test
    void usageIsComparedNowAndTheAdminIsToldWhichVendorsDidNotSay() {
        String usage = "POST /v1/admin/reconciliation/usage-runs";
        assertThat(browser.post(PAGE, PAGE + "/usage", Map.of()).header("Location"))
                .endsWith(PAGE + "?done=some");
        assertThat(browser.get(PAGE + "?done=some").text()).contains("Some vendors did not say");
        TestServers.billing().answer(usage, 201, "{\"items\": []}");
        assertThat(browser.post(PAGE, PAGE + "/usage", Map.of()).header("Location"))
                .endsWith(PAGE + "?done=usage");
        assertThat(browser.get(PAGE + "?done=usage").text()).contains("Our usage was compared");
        TestServers.billing().refuse(usage, 409, "no_vendor_accounts");
        Browser.Seen none = browser.post(PAGE, PAGE + "/usage", Map.of());
        assertThat(none.status()).isEqualTo(409);
        assertThat(none.text()).contains("OPENAI_ADMIN_KEY");
        TestServers.billing().refuse(usage, 409, "reconciliation_running");
        assertThat(browser.post(PAGE, PAGE + "/usage", Map.of()).text())
                .contains("are being compared right now");
    }

    @Test
    void aFindingIsSettledWithANote() {
        String form = PAGE + "?settle=" + FINDING;
        assertThat(browser.get(form).page().select("main .card form")).hasSize(1);
        Browser.Seen wrong =
                browser.post(form, PAGE + "/" + FINDING + "/resolve", Map.of("note", " "));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("#note-error").text()).isNotEmpty();
        Browser.Seen done =
                browser.post(
                        form,
                        PAGE + "/" + FINDING + "/resolve",
                        Map.of("note", "<b>paid by hand</b>"));
        assertThat(done.header("Location")).endsWith(PAGE + "?done=resolved");
        assertThat(TestServers.billing().sent().getLast()).contains("<b>paid by hand</b>");
    }
}
