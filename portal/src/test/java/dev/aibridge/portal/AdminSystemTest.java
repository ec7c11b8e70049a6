package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.portal.accounts.SystemSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Products, system settings and the audit log, as an admin sees and changes them.
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
class AdminSystemTest {

    private static final String SETTINGS = "/admin/settings";
    private static final String PRODUCTS = "/admin/products";
    private static final String NEW = PRODUCTS + "/new";
    private static final String OLD = PRODUCTS + "/tokens-50m";
    private static final String AUDIT = "/admin/audit";

    private final Browser browser = new Browser();

    @Inject SystemSettings settings;

    @BeforeEach
    void moveIn() {
        People.moveIn();
        settings.read();
        People.giveMoney(TestServers.billing());
    }

    @AfterEach
    void asBefore() {
        People.moveIn();
        settings.read();
        TestServers.billing().forget();
    }

    @Test
    @TestSecurity(user = "ada", roles = "customer")
    void theyAreNoneOfACustomersBusiness() {
        for (String path : List.of(SETTINGS, PRODUCTS, NEW, OLD, AUDIT)) {
            assertThat(browser.get(path).status()).isEqualTo(403);
        }
    }

    private static Map<String, String> product(String... changes) {
        return with(
                Map.of(
                        "id", "tokens-1m",
                        "name", "1M <tokens> 好😀",
                        "tokens", "1,000,000",
                        "bonus", "0",
                        "price", "1.05",
                        "currency", "usd",
                        "active", "true",
                        "position", "5"),
                changes);
    }

    private static Map<String, String> with(Map<String, String> form, String... changes) {
        Map<String, String> changed = new LinkedHashMap<>(form);
        for (int i = 0; i < changes.length; i += 2) {
            changed.put(changes[i], changes[i + 1]);
        }
        return changed;
    }

    @Test
    void productsAreListedThoseOffSaleToo() {
        assertThat(browser.get(PRODUCTS).page().select("tbody tr").eachText())
                .satisfiesExactly(
                        first -> assertThat(first).contains("On sale", "9.00 USD"),
                        second ->
                                assertThat(second)
                                        .contains("Not on sale", "50,000,000", "42.50 USD"));
    }

    @Test
    void aProductIsAddedToTheCent() {
        TestServers.billing().answer("POST /v1/admin/products", 201, saved("tokens-1m"));
        assertThat(browser.post(NEW, NEW, product()).status()).isEqualTo(303);
        assertThat(TestServers.billing().sent())
                .anySatisfy(
                        body ->
                                assertThat(body)
                                        .contains("\"id\":\"tokens-1m\"", "1M <tokens> 好😀")
                                        .contains("\"tokensMicro\":1000000000000")
                                        .contains("\"amountMinor\":105", "\"currency\":\"USD\"")
                                        .contains("\"active\":true", "\"position\":5"));
    }

    private static String saved(String id) {
        return """
        {"id": "%s", "name": "n", "tokensMicro": 1000000, "bonusMicro": 0, "amountMinor": 50,
         "currency": "USD", "active": false, "position": 0}"""
                .formatted(id);
    }

    @Test
    void aProductsFormHoldsWhatItIsAndTakesItOffSale() {
        var page = browser.get(OLD).page();
        assertThat(page.select("main form").attr("action")).isEqualTo(OLD);
        assertThat(page.select("#price").attr("value")).isEqualTo("42.50");
        assertThat(page.select("#bonus").attr("value")).isEqualTo("2000000");
        TestServers.billing().answer("PUT /v1/admin/products/tokens-50m", 200, saved("tokens-50m"));
        Map<String, String> off = product("price", "40");
        off.remove("active");
        assertThat(browser.post(OLD, OLD, off).status()).isEqualTo(303);
        assertThat(TestServers.billing().sent())
                .anySatisfy(
                        body ->
                                assertThat(body)
                                        .contains("\"id\":\"tokens-50m\"", "\"amountMinor\":4000")
                                        .contains("\"active\":false"));
        assertThat(browser.get(PRODUCTS + "/unknown").status()).isEqualTo(404);
    }

    @Test
    void whatIsWrongWithAProductIsSaidBesideTheField() {
        Map<String, List<String>> wrong =
                Map.of(
                        "id", List.of("", "Tokens", "a b", "new", "x".repeat(65), "../x"),
                        "name", List.of("", "x".repeat(201), "a\u202eb"),
                        "tokens", List.of("", "0", "-5", "1.5", "10000000001", "9".repeat(30)),
                        "bonus", List.of("-1", "1000001", "x"),
                        "price", List.of("", "1.055", "-1", "1e3", "0.49", "1000000", "42,50", "∞"),
                        "currency", List.of("", "US", "XXX", "QQQ", "<b>"),
                        "position", List.of("", "-1", "1.5", "1000001"));
        wrong.forEach(
                (field, values) ->
                        values.forEach(
                                value -> {
                                    Browser.Seen page =
                                            browser.post(NEW, NEW, product(field, value));
                                    assertThat(page.status()).as(field + value).isEqualTo(422);
                                    assertThat(page.page().select("#" + field + "-error").text())
                                            .as(field + value)
                                            .isNotEmpty();
                                    assertThat(page.page().select("#" + field).attr("value"))
                                            .isEqualTo(value);
                                }));
        assertThat(TestServers.billing().asked()).doesNotContain("POST /v1/admin/products");
    }

    @Test
    void whatBillingRefusesIsSaidBesideTheField() {
        TestServers.billing().refuse("POST /v1/admin/products", 409, "product_exists");
        assertThat(browser.post(NEW, NEW, product()).page().select("#id-error").text())
                .contains("There is a product of this id.");
        TestServers.billing().refuse("POST /v1/admin/products", 400, "invalid_request");
        assertThat(browser.post(NEW, NEW, product()).page().select("#name-error").text())
                .contains("Billing refused it");
        TestServers.billing().answer("POST /v1/admin/products", 503, "{}");
        assertThat(browser.post(NEW, NEW, product()).status()).isEqualTo(503);
    }

    private Map<String, String> setting(String... changes) {
        var page = browser.get(SETTINGS).page();
        Map<String, String> form = new LinkedHashMap<>();
        page.select("main input[type=hidden], main input[type=text], main input[checked]")
                .forEach(field -> form.put(field.attr("name"), field.attr("value")));
        return with(form, changes);
    }

    @Test
    void settingsHoldAtOnceAndSayWhoChangedThem() {
        Map<String, String> form =
                setting(
                        "support_contact", "help@aibridge.example",
                        "sign_up", "closed",
                        "starter_tokens", "5,000",
                        "reason", "Friday");
        assertThat(browser.postAsIs(SETTINGS, form).status()).isEqualTo(303);
        assertThat(settings.signUpOpen()).isFalse();
        assertThat(settings.starterTokens()).isEqualTo(5000);
        assertThat(new Browser().get("/").page().select("footer a").attr("href"))
                .isEqualTo("mailto:help@aibridge.example");
        assertThat(browser.get(SETTINGS).text()).contains("Last changed by Root Admin");
        assertThat(
                        TestServers.count(
                                """
                                FROM audit.entry WHERE action = 'setting.change' AND reason = 'Friday'
                                AND (detail->'before'->>'sign_up' = 'open'
                                  AND detail->'after'->>'sign_up' = 'closed'
                                  OR detail->'after'->>'starter_tokens' = '5000'
                                  OR target = 'support_contact')"""))
                .isEqualTo(3);
    }

    @Test
    void onlyTheSettingThatDiffersIsChanged() {
        Map<String, String> form = setting("starter_tokens", "0", "reason", "enough");
        for (int i = 0; i < 2; i++) {
            assertThat(browser.postAsIs(SETTINGS, form).status()).isEqualTo(303);
        }
        assertThat(TestServers.count("FROM accounts.setting")).isEqualTo(1);
        assertThat(TestServers.count("FROM audit.entry")).isEqualTo(1);
    }

    @Test
    void whoeverWasOvertakenIsToldSo() {
        Map<String, String> late = setting("starter_tokens", "1", "reason", "late");
        browser.postAsIs(SETTINGS, setting("sign_up", "closed", "reason", "early"));
        assertThat(browser.postAsIs(SETTINGS, late).status()).isEqualTo(409);
        assertThat(settings.starterTokens()).isEqualTo(100_000);
    }

    @Test
    void aWrongSettingIsSaidBesideTheField() {
        Map<String, List<String>> wrong =
                Map.of(
                        "support_contact",
                                List.of(
                                        "javascript:alert(1)",
                                        "http://plain.example",
                                        "https://",
                                        "nobody",
                                        "a@b",
                                        "a@b.c?subject=x",
                                        "x".repeat(321)),
                        "starter_tokens", List.of("", "-1", "1.5", "1000000001", "9".repeat(30)),
                        "reason", List.of("", "x".repeat(501), "a\u202eb"));
        wrong.forEach(
                (field, values) ->
                        values.forEach(
                                value -> {
                                    Map<String, String> form = setting("reason", "x", field, value);
                                    Browser.Seen page = browser.postAsIs(SETTINGS, form);
                                    assertThat(page.status()).as(field + value).isEqualTo(422);
                                    assertThat(page.page().select("#" + field + "-error").text())
                                            .isNotEmpty();
                                }));
        assertThat(browser.postAsIs(SETTINGS, setting("sign_up", "ajar", "reason", "x")).status())
                .isEqualTo(422);
        assertThat(browser.postAsIs(SETTINGS, Map.of("reason", "x")).status()).isEqualTo(403);
        assertThat(TestServers.count("FROM accounts.setting")).isZero();
        assertThat(TestServers.count("FROM audit.entry")).isZero();
    }

    @Test
    void theBooksAreProvedOnThePage() {
        assertThat(browser.get(SETTINGS).text()).contains("All invariants hold, checked 12:03.");
        TestServers.billing()
                .answer(
                        "GET /v1/admin/verify",
                        200,
                        """
                        {"at": "2026-11-21T12:04:00Z", "items": [
                          {"code": "L1", "ok": false, "detail": "3 transactions off"}]}""");
        assertThat(browser.get(SETTINGS).text())
                .contains("1 of the invariants", "12:04", "3 transactions off");
        TestServers.billing().answer("GET /v1/admin/verify", 503, "{}");
        assertThat(browser.get(SETTINGS).text()).contains("Billing does not answer");
    }

    private List<String> actions(String query) {
        return browser.get(AUDIT + "?" + query).page().select("tbody code").eachText();
    }

    @Test
    void theLogTellsNewestFirstWhatBecameWhat() {
        People.makeHistory();
        var page = browser.get(AUDIT).page();
        assertThat(page.select("tbody code").eachText())
                .containsExactly(
                        "setting.change",
                        "product.change",
                        "key.limit",
                        "wallet.credit",
                        "tenant.suspend");
        assertThat(page.select("tbody tr").eachText())
                .anySatisfy(
                        row -> assertThat(row).contains("sign_up open", "closed", "<b>Friday</b>"))
                .anySatisfy(row -> assertThat(row).contains("rpm 600", "60", "gpt-4o, qwen-plus"))
                .anySatisfy(
                        row -> assertThat(row).contains("tokens 1,000,000", "Acme <b>Labs</b>"));
        assertThat(page.select("tr:contains(key.limit)").text()).doesNotContain("disabled");
    }

    @Test
    void theLogIsFilteredByWhatItsAddressSays() {
        People.makeHistory();
        assertThat(actions("action=tenant.")).containsExactly("tenant.suspend");
        assertThat(actions("action=%25")).isEmpty();
        assertThat(actions("tenant=" + People.ACME)).hasSize(3);
        assertThat(actions("actor=hopper")).hasSize(5);
        assertThat(actions("actor=nobody")).isEmpty();
        assertThat(actions("from=2020-01-01&to=2021-01-01")).isEmpty();
        assertThat(actions("from=2020-01-01&to=9000-01-01&action=wallet")).hasSize(1);
    }

    @Test
    void aWrongFilterIsSaidBesideTheField() {
        for (String wrong :
                List.of(
                        "tenant=x",
                        "from=yesterday",
                        "to=2026-13-01",
                        "from=2026-02-02&to=2026-01-01",
                        "to=%2B999999999-12-31",
                        "actor=" + "x".repeat(201))) {
            Browser.Seen page = browser.get(AUDIT + "?" + wrong);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.page().select("main .err").text()).as(wrong).isNotEmpty();
        }
    }

    @Test
    void theLogGoesOnBelowTheLastLine() {
        for (int i = 0; i < 11; i++) {
            People.makeHistory();
        }
        Browser.Seen first = browser.get(AUDIT + "?actor=Grace");
        assertThat(first.page().select("tbody tr")).hasSize(50);
        String older = first.page().select(".pages a").attr("href");
        assertThat(older).contains("actor=Grace");
        assertThat(browser.get(older).page().select("tbody tr")).hasSize(5);
    }
}
