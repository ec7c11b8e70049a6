package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an admin lets tenants and keys do.
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
class AdminLimitsTest {

    private static final String LIMITS = "/admin/tenants/" + People.ACME + "/limits";
    private static final String KEY_LIMITS = People.ACME_KEY_LIMITS;

    private final Browser browser = new Browser();

    @BeforeEach
    void moveIn() {
        People.moveIn();
    }

    @AfterEach
    void asBefore() {
        People.moveIn();
        TestServers.billing().forget();
    }

    private static long tenants(String condition) {
        return TestServers.count(
                "FROM accounts.tenant WHERE id = '" + People.ACME + "' AND " + condition);
    }

    private static long keys(String condition) {
        return TestServers.count(
                "FROM accounts.api_key WHERE id = '" + People.ACME_KEY + "' AND " + condition);
    }

    /// The form of a page as it stands, with changes.
    private Map<String, String> form(String path, String... changes) {
        Map<String, String> form = new LinkedHashMap<>();
        var page = browser.get(path).page();
        page.select("main input[type=hidden], main input[type=text], main input[checked]")
                .forEach(field -> form.put(field.attr("name"), field.attr("value")));
        for (int i = 0; i < changes.length; i += 2) {
            form.put(changes[i], changes[i + 1]);
        }
        return form;
    }

    @Test
    void aTenantIsLimitedToCallsAMinuteAndModels() {
        Map<String, String> form =
                form(
                        LIMITS, "rpm", "1,200", "models", "some", "model", "gpt-4o", "reason",
                        "trial");
        assertThat(browser.postAsIs(LIMITS, form).status()).isEqualTo(303);
        assertThat(tenants("rpm = 1200 AND allowed_models = '{gpt-4o}'")).isEqualTo(1);
        assertThat(
                        TestServers.count(
                                """
                                FROM audit.entry WHERE action = 'tenant.limit' AND reason = 'trial'
                                AND detail->'before'->'rpm' = 'null' AND detail->'after'->'rpm' = '1200'
                                AND detail->'after'->'models' = '["gpt-4o"]'"""))
                .isEqualTo(1);
        assertThat(browser.get(LIMITS).page().select("input[value=gpt-4o]").hasAttr("checked"))
                .isTrue();
        Map<String, String> free = form(LIMITS, "rpm", "", "models", "all", "reason", "paid");
        assertThat(browser.postAsIs(LIMITS, free).status()).isEqualTo(303);
        assertThat(tenants("rpm IS NULL AND allowed_models IS NULL")).isEqualTo(1);
    }

    @Test
    void aKeyIsLimitedAndDisabled() {
        Map<String, String> form = form(KEY_LIMITS, "rpm", "7", "state", "off", "reason", "leaked");
        assertThat(browser.postAsIs(KEY_LIMITS, form).status()).isEqualTo(303);
        assertThat(keys("rpm = 7 AND disabled AND allowed_models IS NULL")).isEqualTo(1);
        assertThat(
                        TestServers.count(
                                """
                                FROM audit.entry WHERE action = 'key.limit' AND target = 'ab-7Kq2x…x3Fd'
                                AND detail->'before'->'disabled' = 'false'
                                AND detail->'after'->'disabled' = 'true' AND tenant_id = '%s'"""
                                        .formatted(People.ACME)))
                .isEqualTo(1);
    }

    @Test
    void whoeverWasOvertakenIsToldSoAndChangesNothing() {
        Map<String, String> late = form(LIMITS, "rpm", "5", "reason", "late");
        TestServers.sql("UPDATE accounts.tenant SET rpm = 9 WHERE id = '" + People.ACME + "'");
        Browser.Seen refused = browser.postAsIs(LIMITS, late);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("Somebody else was faster.");
        Map<String, String> lateKey = form(KEY_LIMITS, "rpm", "5", "reason", "late");
        TestServers.sql(
                "UPDATE accounts.api_key SET disabled = true WHERE id = '" + People.ACME_KEY + "'");
        assertThat(browser.postAsIs(KEY_LIMITS, lateKey).status()).isEqualTo(409);
        assertThat(tenants("rpm = 9")).isEqualTo(1);
        assertThat(keys("rpm = 600")).isEqualTo(1);
        assertThat(TestServers.count("FROM audit.entry")).isZero();
    }

    @Test
    void theSameFormSentTwiceIsOneChange() {
        Map<String, String> form = form(LIMITS, "rpm", "5", "reason", "twice");
        for (int i = 0; i < 2; i++) {
            assertThat(browser.postAsIs(LIMITS, form).status()).isEqualTo(303);
        }
        assertThat(TestServers.count("FROM audit.entry")).isEqualTo(1);
    }

    @Test
    void whatIsWrongIsSaidBesideTheFieldAndKept() {
        for (String rpm : List.of("0", "-1", "1000001", "1.5", "many", "9".repeat(40), "<b>")) {
            for (String path : List.of(LIMITS, KEY_LIMITS)) {
                Browser.Seen page = browser.postAsIs(path, form(path, "rpm", rpm, "reason", "x"));
                assertThat(page.status()).as(rpm).isEqualTo(422);
                assertThat(page.page().select("#rpm-error").text()).isNotEmpty();
                assertThat(page.page().select("#rpm").attr("value")).isEqualTo(rpm);
            }
        }
        assertThat(
                        browser.postAsIs(KEY_LIMITS, form(KEY_LIMITS, "rpm", "", "reason", "x"))
                                .status())
                .isEqualTo(422);
        assertThat(TestServers.count("FROM audit.entry")).isZero();
    }

    @Test
    void onlyModelsOfTheCatalogueCanBeAllowedAndNotNone() {
        for (String model : List.of("no-such-model", "<script>", "x".repeat(5000), "")) {
            Map<String, String> form =
                    form(LIMITS, "models", "some", "model", model, "reason", "x");
            Browser.Seen page = browser.postAsIs(LIMITS, form);
            assertThat(page.status()).isEqualTo(422);
            assertThat(page.page().select(".allow .err").text()).isNotEmpty();
        }
        Map<String, String> none = form(LIMITS, "models", "some", "reason", "x");
        assertThat(browser.postAsIs(LIMITS, none).text()).contains("Tick at least one model.");
        Map<String, String> neither = form(LIMITS, "models", "maybe", "reason", "x");
        assertThat(browser.postAsIs(LIMITS, neither).status()).isEqualTo(422);
        assertThat(tenants("allowed_models IS NULL")).isEqualTo(1);
    }
}
