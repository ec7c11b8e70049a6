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

/// Tenant groups: an admin publishes a factor and puts a tenant into the group.
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
class GroupsTest {

    private static final String PAGE = "/admin/groups";
    private static final String TENANT = "/admin/tenants/" + People.ACME + "/group";
    private static final String NEWEST = "SELECT max(seq) FROM catalog.price_book";

    private final Browser browser = new Browser();

    @BeforeEach
    void moveIn() {
        People.moveIn();
    }

    @AfterEach
    void asBefore() {
        TestServers.forgetBooks();
        TestServers.sql("UPDATE accounts.tenant SET price_group = ''");
    }

    private Browser.Seen set(Map<String, String> changes) {
        Map<String, String> form = new HashMap<>();
        form.put("book", browser.get(PAGE).page().expectFirst("input[name=book]").attr("value"));
        form.put("group", "partners");
        form.put("factor", "0.85");
        form.put("why", "they sell for us");
        form.putAll(changes);
        return browser.post(PAGE, PAGE, form);
    }

    private static long factors(String where) {
        return TestServers.count(
                "FROM catalog.factor WHERE book_seq = (%s) AND %s".formatted(NEWEST, where));
    }

    @Test
    void aFactorIsABookAndATenantJoinsItsGroup() {
        assertThat(set(Map.of()).status()).isEqualTo(303);
        assertThat(factors("price_group = 'partners' AND ppm = 850000")).isEqualTo(1);
        assertThat(browser.get(PAGE).text()).contains("partners", "0.85×");
        assertThat(TestServers.count("FROM audit.entry WHERE action = 'factor.publish'"))
                .isEqualTo(1);

        Map<String, String> form = new HashMap<>(Map.of("group", "partners", "reason", "contract"));
        assertThat(browser.post(TENANT, TENANT, form).status()).isEqualTo(303);
        assertThat(TestServers.count("FROM accounts.tenant WHERE price_group = 'partners'"))
                .isEqualTo(1);
        assertThat(browser.post(TENANT, TENANT, form).status()).isEqualTo(303);
        assertThat(TestServers.count("FROM audit.entry WHERE action = 'tenant.group'"))
                .isEqualTo(1);
        form.put("group", "nobody-knows");
        assertThat(browser.post(TENANT, TENANT, form).status()).isEqualTo(422);
        form.put("group", "partners");
        form.put("reason", "");
        assertThat(browser.post(TENANT, TENANT, form).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "group,''",
        "group,Partners",
        "group,a b",
        "factor,''",
        "factor,-1",
        "factor,10.000001",
        "factor,1e3",
        "factor,0.0000001",
        "why,''",
        "book,0"
    })
    void whatIsWrongIsNoBook(String field, String value) {
        long books = TestServers.count("FROM catalog.price_book");
        Browser.Seen seen = set(Map.of(field, value));
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select(".err")).isNotEmpty();
        assertThat(TestServers.count("FROM catalog.price_book")).isEqualTo(books);
    }
}
