package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who signed in long ago gets no money back and sets no vendor's key before signing in again.
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
            @Claim(key = "auth_time", value = "1700000000"),
            @Claim(key = "name", value = "Root Admin")
        })
class FreshTest {

    private static final String ORDER = "/orders/" + MoneyAnswers.ORDER;
    private static final String SALE = "/admin" + ORDER;
    private static final String AGAIN = "/sign-in/again?to=";

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

    @Test
    void aRefundBeginsWithThePassword() {
        Browser.Seen page = browser.get(ORDER + "/refund?amount=3");
        assertThat(page.status()).isEqualTo(303);
        assertThat(page.header("Location"))
                .endsWith(AGAIN + "%2Forders%2F" + MoneyAnswers.ORDER + "%2Frefund%3Famount%3D3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SALE + "/refund",
                SALE + "/payments/pi_1000001/refund",
                ORDER + "/refund",
                "/admin/channels/openai/secret",
                "/admin/channels/openai/secret/remove",
                "/admin/channels/openai/address"
            })
    void aFormThatIsSentLateChangesNothing(String form) {
        billing.asked().clear();
        Browser.Seen answer =
                browser.post(
                        "/settings",
                        form,
                        Map.of(
                                "reason", "so",
                                "minor", "1",
                                "key", UUID.randomUUID().toString(),
                                "url", "https://example.org"));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).contains(AGAIN);
        assertThat(billing.asked()).noneMatch(question -> question.startsWith("POST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {SALE, "/admin/channels/openai"})
    void thePageSaysSoInPlaceOfItsForms(String path) {
        Browser.Seen page = browser.get(path);
        assertThat(page.text()).contains("Sign in again");
        assertThat(page.page().select("form[action$=refund], [formaction$=refund]")).isEmpty();
        assertThat(page.page().select("form[action$=secret], form[action$=address]")).isEmpty();
        assertThat(page.page().select("main a.btn[href^=/sign-in/again]").attr("href"))
                .endsWith(path.replace("/", "%2F"));
    }
}
