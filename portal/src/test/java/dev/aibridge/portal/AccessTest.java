package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.Authenticated;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every way into the portal, tried by everybody, with ids of their own and of others.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AccessTest {

    private static final String ADA = "00000000-0000-4000-8000-000000000ada";
    private static final String ROOT = "00000000-0000-4000-8000-000000000a07";
    private static final String OWN_KEY = "01900000-0000-7000-8000-0000000000ca";
    private static final String PARAMETER = "\\{[a-z]+(: *[^}]*)?}";
    private static final String NOWHERE = "01934f00-0000-7000-8000-0000000000ff";

    /// The same of everybody: what a page is asked to change is not.
    private static final List<String> KEPT =
            List.of(
                    "FROM accounts.tenant WHERE status = 'active'",
                    "FROM accounts.api_key WHERE deleted_at IS NULL AND NOT disabled",
                    "FROM audit.entry",
                    "FROM catalog.price_book",
                    "FROM catalog.channel WHERE enabled",
                    "FROM catalog.channel_secret");

    private static final Map<String, String> THINGS =
            Map.of(
                    "/orders",
                    MoneyAnswers.ORDER,
                    "/customers",
                    MoneyAnswers.ORDER,
                    "/admin/channels",
                    "openai",
                    "/admin/models",
                    "gpt-4o",
                    "/admin/products",
                    "tokens-50m",
                    "/admin/orders",
                    MoneyAnswers.ORDER,
                    "/admin/tenants/{id}",
                    People.ACME.toString());

    private final Browser browser = new Browser();

    @BeforeEach
    void moveIn() {
        People.moveIn();
        TestServers.billing().forget();
        People.giveMoney(TestServers.billing());
        Traffic.none();
        for (String question : List.of("GET %s", "POST %s/confirm")) {
            TestServers.billing()
                    .answer(
                            question.formatted("/v1/tenants/{t}/orders/" + MoneyAnswers.ORDER),
                            200,
                            MoneyAnswers.order("credited"));
        }
        TestServers.billing()
                .answer("GET /v1/tenants/{t}/receipts/" + MoneyAnswers.ORDER, 200, "%PDF-");
        TestServers.billing()
                .answer(
                        "GET /v1/admin/orders/" + MoneyAnswers.ORDER,
                        200,
                        People.sale(MoneyAnswers.order("credited"), true));
        TestServers.billing()
                .answer(
                        "GET /v1/tenants/{t}/orders/" + MoneyAnswers.ORDER + "/refunds/quote",
                        200,
                        MoneyAnswers.quote("null", 9_000));
    }

    @AfterEach
    void moveOut() {
        TestServers.billing().forget();
        TestServers.sql("DELETE FROM accounts.api_key WHERE id = '" + OWN_KEY + "'");
    }

    private static Stream<Endpoint> endpoints() {
        return Endpoint.all().stream();
    }

    private static Stream<Endpoint> kept() {
        return endpoints().filter(one -> !one.isFor(PermitAll.class));
    }

    private static Stream<Endpoint> customers() {
        return endpoints().filter(one -> one.isFor(Authenticated.class));
    }

    private static Stream<Endpoint> admins() {
        return endpoints().filter(one -> one.isFor(RolesAllowed.class));
    }

    @Test
    void everyWayInSaysOnceWhoMayCome() {
        assertThat(endpoints()).hasSizeGreaterThan(60);
        assertThat(endpoints()).allSatisfy(one -> assertThat(one.access()).hasSize(1));
    }

    @Test
    void onlyWhatAStrangerNeedsIsOpenToStrangers() {
        assertThat(endpoints().filter(one -> one.isFor(PermitAll.class)).map(Endpoint::path))
                .allMatch(
                        path ->
                                path.matches(
                                        "/|/(models|products|docs|assets|sign-out|sign-in/away|language|theme)(/.*)?"));
    }

    @ParameterizedTest
    @MethodSource("kept")
    void aStrangerIsSentToTheDoor(Endpoint endpoint) {
        List<Long> before = counts();
        Browser.Seen seen = call(browser, endpoint, path(endpoint, OWN_KEY));
        assertThat(seen.status()).isIn(302, 303, 401, 403, 503);
        assertThat(seen.text()).doesNotContain("Acme", "Grace");
        assertThat(counts()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("admins")
    @TestSecurity(user = "ada", roles = "customer")
    @OidcSecurity(
            claims = {
                @Claim(key = "sub", value = ADA),
                @Claim(key = "email", value = "ada@example.org"),
                @Claim(key = "email_verified", value = "true"),
                @Claim(key = "name", value = "Ada Lovelace")
            })
    void aCustomerMayNotDoWhatAdminsDo(Endpoint endpoint) {
        browser.get("/overview");
        List<Long> before = counts();
        Browser.Seen seen = call(browser, endpoint, path(endpoint, OWN_KEY));
        assertThat(seen.status()).isEqualTo(403);
        assertThat(seen.text()).contains("This page is not for your account.");
        assertThat(seen.text()).doesNotContain("Acme", "Grace");
        assertThat(counts()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("customers")
    @TestSecurity(user = "ada", roles = "customer")
    @OidcSecurity(
            claims = {
                @Claim(key = "sub", value = ADA),
                @Claim(key = "email", value = "ada@example.org"),
                @Claim(key = "email_verified", value = "true"),
                @Claim(key = "name", value = "Ada Lovelace")
            })
    void aCustomerSeesTheirOwnAndNobodyElses(Endpoint endpoint) {
        browser.get("/overview");
        giveAdaAKey();
        inviteAda();
        AgentAnswers.layDown(TestServers.billing(), MoneyAnswers.ORDER);
        if (endpoint.reads()) {
            assertThat(browser.get(path(endpoint, OWN_KEY)).status()).isBetween(200, 399);
        }
        if (endpoint.isOfThing()) {
            List<Long> before = counts();
            String foreign =
                    path(endpoint, People.ACME_KEY.toString()).replace(MoneyAnswers.ORDER, NOWHERE);
            Browser.Seen other = call(browser, endpoint, foreign);
            Browser.Seen none =
                    call(
                            browser,
                            endpoint,
                            path(endpoint, NOWHERE).replace(MoneyAnswers.ORDER, NOWHERE));
            Browser.Seen odd =
                    call(
                            browser,
                            endpoint,
                            path(endpoint, "1-1").replace(MoneyAnswers.ORDER, "1-1"));
            assertThat(List.of(other.status(), none.status(), odd.status())).containsOnly(404);
            assertThat(withoutNumber(other)).isEqualTo(withoutNumber(none));
            assertThat(counts()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("admins")
    @TestSecurity(
            user = "root",
            roles = {"customer", "admin"})
    @OidcSecurity(
            claims = {
                @Claim(key = "sub", value = ROOT),
                @Claim(key = "email", value = "root@example.org"),
                @Claim(key = "email_verified", value = "true"),
                @Claim(key = "name", value = "Root")
            })
    void anAdminSeesEverybodysButNothingThatIsNotThere(Endpoint endpoint) {
        browser.get("/overview");
        if (endpoint.reads()) {
            assertThat(browser.get(path(endpoint, People.ACME_KEY.toString())).status())
                    .isIn(200, 303);
        }
        if (endpoint.isOfThing()) {
            List<Long> before = counts();
            String nowhere = endpoint.path().replaceAll("\\{form:[^}]*}", "test");
            // 303: the address of a form leads to its page, which is not there.
            assertThat(call(browser, endpoint, nowhere.replaceAll(PARAMETER, NOWHERE)).status())
                    .isIn(endpoint.reads() ? List.of(404, 303) : List.of(404));
            assertThat(counts()).isEqualTo(before);
        }
    }

    private static void giveAdaAKey() {
        TestServers.sql(
                """
                INSERT INTO accounts.api_key (id, tenant_id, name, hash, prefix, last_four)
                SELECT '%1$s', tenant_id, 'hers', sha256('%1$s'), 'ab-hers1', 'x3Fd'
                FROM accounts.member WHERE subject = '%2$s' ON CONFLICT DO NOTHING"""
                        .formatted(OWN_KEY, ADA));
    }

    /// Makes her an agent, and lets Acme invite her too.
    private static void inviteAda() {
        TestServers.sql(
                "UPDATE accounts.tenant SET agent = true WHERE id = '%s' OR id = (SELECT tenant_id FROM accounts.member WHERE subject = '%s')"
                        .formatted(People.ACME, ADA));
        TestServers.sql(
                """
                INSERT INTO accounts.invitation (id, agent_id, token_hash, note, made_by, expires_at)
                SELECT '%1$s', '%2$s', sha256('%1$s'), 'Ada', '%3$s', now() + interval '1 day'"""
                        .formatted(OWN_KEY, People.ACME, ADA));
    }

    private static List<Long> counts() {
        return KEPT.stream().map(TestServers::count).toList();
    }

    /// As a form of this site sends it: with a token, from here.
    private static Browser.Seen call(Browser browser, Endpoint endpoint, String path) {
        return endpoint.reads() ? browser.get(path) : browser.post("/overview", path, Map.of());
    }

    private static String withoutNumber(Browser.Seen seen) {
        return seen.text().replace(seen.header("X-Request-Id"), "");
    }

    /// A path with ids that exist, and that key where a key is meant.
    private static String path(Endpoint endpoint, String key) {
        String path = endpoint.path();
        String id =
                THINGS.entrySet().stream()
                        .filter(thing -> path.startsWith(thing.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(key);
        return path.replaceAll("\\{form:[^}]*}", "test")
                .replace("{tenant}", People.ACME.toString())
                .replaceAll(PARAMETER, id);
    }
}
