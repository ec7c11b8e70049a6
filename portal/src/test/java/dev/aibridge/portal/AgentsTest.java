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

/// An agent's room, invitations, and where an admin makes agents. What moves is billing's to test.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestSecurity(
        user = "root",
        roles = {"customer", "admin"})
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = AgentsTest.SUBJECT),
            @Claim(key = "email", value = "root@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "name", value = "Root Admin")
        })
class AgentsTest {

    static final String SUBJECT = "00000000-0000-4000-8000-0000000000a1";

    private static final String OWN =
            "(SELECT tenant_id FROM accounts.member WHERE subject = '" + SUBJECT + "')";
    private static final String CUSTOMER = "/customers/" + AgentAnswers.CUSTOMER;
    private static final String TOKENS = CUSTOMER + "/tokens";
    private static final String KEY = "01934f00-0000-7000-8000-00000000abcd";
    private static final String GIVE =
            "POST /v1/tenants/{t}/customers/" + AgentAnswers.CUSTOMER + "/handovers";

    private final Browser browser = new Browser();

    @BeforeEach
    void moveIn() {
        People.moveIn();
        TestServers.billing().forget();
        People.giveMoney(TestServers.billing());
        AgentAnswers.layDown(TestServers.billing());
        browser.get("/overview");
        TestServers.sql("UPDATE accounts.tenant SET agent = true WHERE id = " + OWN);
    }

    @AfterEach
    void asBefore() {
        People.moveIn();
        TestServers.billing().forget();
    }

    private Browser.Seen send(String path, Map<String, String> changes) {
        Map<String, String> form = new HashMap<>();
        form.put("tokens", "2,500");
        form.put("reason", "March");
        form.put("requestKey", KEY);
        form.putAll(changes);
        return browser.post(TOKENS, path, form);
    }

    @Test
    void whoIsNoAgentHasNoSuchRoom() {
        TestServers.sql("UPDATE accounts.tenant SET agent = false WHERE id = " + OWN);
        assertThat(browser.get("/customers").status()).isEqualTo(404);
        assertThat(browser.get("/customers/statement").status()).isEqualTo(404);
        assertThat(browser.get(CUSTOMER).status()).isEqualTo(404);
        assertThat(browser.get("/overview").text()).doesNotContain("/customers");
        assertThat(send(TOKENS + "/move", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void customersAreListedWithWhatTheyHoldAndNothingOfTheirs() {
        Browser.Seen seen = browser.get("/customers");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.text()).contains("Beta & <i>", "Γάμμα", "Suspended", "2,100,000");
        assertThat(browser.get(CUSTOMER).text()).contains("too many by mistake", "-500,000");
    }

    @Test
    void handingOnAsksOnceMoreAndIsSentWithItsKey() {
        Browser.Seen preview = send(TOKENS, Map.of());
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.text()).contains("Hand these tokens on?", "2,500", "March");
        assertThat(TestServers.billing().asked()).doesNotContain(GIVE);
        Browser.Seen moved = send(TOKENS + "/move", Map.of());
        assertThat(moved.status()).isEqualTo(303);
        assertThat(TestServers.billing().asked()).contains(GIVE);
        assertThat(TestServers.billing().sent().getLast())
                .contains("\"tokensMicro\":2500000000", "\"note\":\"March\"");
        assertThat(TestServers.billing().keys()).last().asString().contains(KEY);
    }

    @Test
    void takingBackNeedsAReasonAndIsBoundedByWhatIsUnspent() {
        Map<String, String> back = new HashMap<>(Map.of("way", "back"));
        assertThat(send(TOKENS + "/move", back).status()).isEqualTo(303);
        assertThat(TestServers.billing().sent().getLast()).contains("\"reason\":\"March\"");
        back.put("tokens", "1500001");
        assertThat(send(TOKENS, back).text()).contains("less left of your tokens");
        back.put("tokens", "1");
        back.put("reason", "");
        assertThat(send(TOKENS, back).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"''", "0", "-1", "1.5", "x", "10000000001", "99999999999999999999"})
    void whatIsNoAmountIsSaidBesideTheField(String tokens) {
        for (String path : new String[] {TOKENS, TOKENS + "/move"}) {
            Browser.Seen seen = send(path, Map.of("tokens", tokens));
            assertThat(seen.status()).isEqualTo(422);
            assertThat(seen.page().select("#tokens-error")).hasSize(1);
        }
        assertThat(TestServers.billing().asked()).doesNotContain(GIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "insufficient,less available",
        "agent_suspended,suspended",
        "idempotency_key_reused,again"
    })
    void billingsNoIsSaidInWords(String code, String words) {
        TestServers.billing().refuse(GIVE, 409, code);
        Browser.Seen seen = send(TOKENS + "/move", Map.of());
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select("#tokens-error").text()).contains(words);
    }

    @Test
    void theStatementIsAPageAndAFile() {
        assertThat(browser.get("/customers/statement").text()).contains("2026-11", "500,000");
        Browser.Seen file = browser.get("/customers/statement.csv?from=2026-10&to=2026-11");
        assertThat(file.text())
                .startsWith("month,customer_id,customer,")
                .contains(
                        "2026-11," + AgentAnswers.CUSTOMER + ",\"'=Beta, \"\"Söhne\"\"\",2500000");
        assertThat(browser.get("/customers/statement?from=x&to=2026-11").status()).isEqualTo(422);
        assertThat(browser.get("/customers/statement?from=2026-11&to=2026-10").status())
                .isEqualTo(422);
    }

    @Test
    void aLinkMakesOneCustomerOnce() {
        Browser.Seen made =
                browser.post(
                        "/customers/invitations", "/customers/invitations", Map.of("note", "Ada"));
        String link = made.page().expectFirst("#link").text();
        String path = link.substring(link.indexOf("/join/"));
        assertThat(browser.get("/customers").text()).contains("Open invitations", "Ada");
        assertThat(browser.get("/customers").text()).doesNotContain(path);
        // Nobody is their own customer.
        assertThat(browser.post(path, path, Map.of()).text()).contains("own customer");

        TestServers.sql(
                "UPDATE accounts.tenant SET agent = true WHERE id = '%s'".formatted(People.ACME));
        TestServers.sql("UPDATE accounts.invitation SET agent_id = '%s'".formatted(People.ACME));
        assertThat(browser.get(path).text()).contains("Acme", "never sees your keys");
        assertThat(browser.post(path, path, Map.of()).status()).isEqualTo(303);
        assertThat(
                        TestServers.count(
                                "FROM accounts.tenant WHERE agent_id = '%s'"
                                        .formatted(People.ACME)))
                .isEqualTo(1);
        assertThat(browser.get("/quota").text()).contains("Your agent is Acme");
        assertThat(browser.post(path, path, Map.of()).status()).isEqualTo(303);
        TestServers.sql("UPDATE accounts.tenant SET agent_id = NULL");
        TestServers.sql("UPDATE accounts.invitation SET tenant_id = '%s'".formatted(People.OTHER));
        assertThat(browser.post(path, path, Map.of()).status()).isEqualTo(409);
    }

    @Test
    void aWithdrawnLinkIsDead() {
        Browser.Seen made =
                browser.post(
                        "/customers/invitations", "/customers/invitations", Map.of("note", "Ada"));
        String link = made.page().expectFirst("#link").text();
        String withdraw = browser.get("/customers").page().expectFirst("main form").attr("action");
        assertThat(browser.post("/customers", withdraw, Map.of()).status()).isEqualTo(303);
        assertThat(browser.get(link.substring(link.indexOf("/join/"))).text())
                .contains("no longer good");
    }

    @Test
    void anAdminMakesAgentsAndNoCircles() {
        String acme = "/admin/tenants/" + People.ACME + "/agent";
        String other = "/admin/tenants/" + People.OTHER + "/agent";
        Map<String, String> form =
                new HashMap<>(Map.of("agent", "yes", "above", "nobody", "reason", "a reseller"));
        assertThat(browser.post(acme, acme, form).status()).isEqualTo(303);
        form.put("above", People.ACME.toString());
        assertThat(browser.post(other, other, form).status()).isEqualTo(303);
        assertThat(browser.get("/admin/agents").text()).contains("Acme", "Other & Sons");
        form.put("above", People.OTHER.toString());
        assertThat(browser.post(acme, acme, form).text()).contains("below this tenant");
        form.put("above", "x");
        assertThat(browser.post(acme, acme, form).status()).isEqualTo(422);
        assertThat(TestServers.count("FROM audit.entry WHERE action = 'tenant.appoint'"))
                .isEqualTo(2);
    }
}
