package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Vouchers: an admin makes them, a customer redeems one. Billing's own tests show that it is once.
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
class VouchersTest {

    private static final String ADMIN = "/admin/vouchers";
    private static final String NEW = ADMIN + "/new";
    private static final String REDEEM = "/redeem";
    private static final String CALL = "POST /v1/tenants/{t}/vouchers";
    private static final String OPEN = "01934f00-0000-7000-8000-0000000000b1";

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

    private Browser.Seen make(Map<String, String> changes) {
        Map<String, String> form = new HashMap<>();
        form.put("key", "01934f00-0000-7000-8000-00000000abcd");
        form.put("note", "a fair");
        form.put("count", "2");
        form.put("tokens", "5,000");
        form.put("last", "2090-01-31");
        form.putAll(changes);
        return browser.post(NEW, NEW, form);
    }

    @Test
    void codesAreShownOnceAndOnNoListAgain() {
        Browser.Seen made = make(Map.of());
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.header("Cache-Control")).contains("no-store");
        assertThat(made.page().expectFirst("#codes").wholeText())
                .isEqualTo("7K3QX-0M9VA-ZD4TE-1HC8W\nAAAAA-BBBBB-CCCCC-DDDDD");
        assertThat(TestServers.billing().sent().getLast())
                .contains(
                        "\"count\":2",
                        "\"tokensMicro\":5000000000",
                        "\"expiresAt\":\"2090-02-01T00:00:00Z\"");
        Browser.Seen list = browser.get(ADMIN);
        assertThat(list.text())
                .contains("the fair in Hannover", "…1HC8", "Open", "Redeemed", "Acme", "Revoked");
        assertThat(list.page().select("main form")).hasSize(1);
    }

    @Test
    void aFormThatIsSentTwiceSaysThatItsCodesAreGone() {
        TestServers.billing()
                .answer(
                        "POST /v1/admin/vouchers",
                        409,
                        "{\"code\": \"answer_shown_once\", \"detail\": \"Made before.\"}");
        Browser.Seen again = make(Map.of());
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.page().select("#count-error").text()).contains("made before");
    }

    @ParameterizedTest
    @CsvSource({
        "count,''",
        "count,0",
        "count,501",
        "count,-1",
        "count,1.5",
        "count,x",
        "tokens,''",
        "tokens,0",
        "tokens,-5",
        "tokens,10000000001",
        "tokens,99999999999999999999",
        "note,''",
        "note,\u202e",
        "last,monday",
        "last,2020-01-01",
        "last,2026-13-01",
        "last,9999-01-01"
    })
    void whatIsWrongIsSaidBesideTheFieldAndNothingIsMade(String field, String value) {
        Browser.Seen seen = make(Map.of(field, value));
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select("#" + field + "-error")).hasSize(1);
        assertThat(seen.page().select("input[name=" + field + "]").attr("value")).isEqualTo(value);
        assertThat(seen.page().select("input[name=key]").attr("value")).isNotEmpty();
        assertThat(TestServers.billing().asked()).doesNotContain("POST /v1/admin/vouchers");
    }

    @Test
    void aNoteIsNoMarkup() {
        TestServers.billing()
                .answer(
                        "POST /v1/admin/vouchers",
                        400,
                        "{\"code\": \"invalid_request\", \"detail\": \"No <b>.\"}");
        Browser.Seen seen = make(Map.of("note", "<script>x</script>😀"));
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select("main script, main b")).isEmpty();
        assertThat(seen.page().select("#note").attr("value")).isEqualTo("<script>x</script>😀");
    }

    @Test
    void oneIsRevokedUnlessItIsTooLate() {
        String call = "POST /v1/admin/vouchers/" + OPEN + "/revoke";
        String page = ADMIN + "/" + OPEN + "/revoke";
        TestServers.billing()
                .answer(
                        call,
                        200,
                        """
                        {"id": "%s", "state": "revoked", "lastFour": "1HC8", "tokensMicro": 1, "note": "n",
                         "madeAt": "2026-11-20T10:00:00Z", "expiresAt": null,
                         "endedAt": "2026-11-20T10:00:00Z", "tenant": null}"""
                                .formatted(OPEN));
        Browser.Seen done = browser.post(ADMIN, page, Map.of());
        assertThat(done.header("Location")).endsWith(ADMIN + "?done=1HC8");
        assertThat(browser.get(ADMIN + "?done=1HC8").text()).contains("…1HC8 is revoked");
        TestServers.billing()
                .answer(call, 409, "{\"code\": \"voucher_redeemed\", \"detail\": \"Late.\"}");
        assertThat(browser.post(ADMIN, page, Map.of()).header("Location")).endsWith("?late=1");
        assertThat(browser.get(ADMIN + "?late=1").text()).contains("Somebody has redeemed");
    }

    @Test
    void aCodeAddsItsTokens() {
        TestServers.billing().answer(CALL, 200, "{\"tokensMicro\": 5000000000}");
        Browser.Seen done = browser.post(REDEEM, REDEEM, Map.of("code", " 7k3qx 0m9va "));
        assertThat(done.status()).isEqualTo(303);
        assertThat(TestServers.billing().sent().getLast()).contains("\"7k3qx 0m9va\"");
        assertThat(browser.get("/redeem?done=5000000000").text())
                .contains("Your wallet has 5,000 tokens more.");
        assertThat(browser.get("/top-up").page().select("main a[href=/redeem]")).hasSize(1);
        assertThat(browser.get("/redeem?code=A-B").page().select("#code").attr("value"))
                .isEqualTo("A-B");
    }

    @ParameterizedTest
    @CsvSource({
        "400,voucher_not_found,422,no voucher like this",
        "409,voucher_redeemed,422,redeemed before",
        "409,voucher_revoked,422,withdrawn",
        "409,voucher_expired,422,expired",
        "429,voucher_limit,429,Try again in 9 min",
    })
    void aCodeThatGivesNothingSaysWhy(int status, String code, int shown, String words) {
        TestServers.billing()
                .answer(CALL, status, "{\"code\": \"%s\", \"detail\": \"No.\"}".formatted(code));
        Browser.Seen seen = browser.post(REDEEM, REDEEM, Map.of("code", "A\"><b>"));
        assertThat(seen.status()).isEqualTo(shown);
        assertThat(seen.page().select("#code-error").text()).contains(words);
        assertThat(seen.page().select("#code").attr("value")).isEqualTo("A\"><b>");
    }

    @Test
    void whatCanBeNoCodeIsNotSent() {
        for (String bad : List.of("", " ", "\u202e", "x".repeat(65))) {
            assertThat(browser.post(REDEEM, REDEEM, Map.of("code", bad)).status()).isEqualTo(422);
        }
        assertThat(TestServers.billing().asked()).doesNotContain(CALL);
    }

    @Test
    void withoutAnAnswerNobodyIsToldThatItFailed() {
        TestServers.billing().answer(CALL, 503, "{}");
        Browser.Seen seen = browser.post(REDEEM, REDEEM, Map.of("code", "A"));
        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.text()).contains("We don’t know whether", "once, however often");
        assertThat(seen.page().select("#code").attr("value")).isEqualTo("A");
    }
}
