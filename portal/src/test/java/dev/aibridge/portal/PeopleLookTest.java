package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.aibridge.portal.look.Chromium;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An admin's pages about people and money in a real browser, also those that only a form leads to:
/// judged as all pages are.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(
        user = "root",
        roles = {"customer", "admin"})
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = "00000000-0000-4000-8000-0000000000a1"),
            @Claim(key = "email", value = "root@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "auth_time", value = "32503680000"),
            @Claim(key = "name", value = "Root Admin")
        })
class PeopleLookTest {

    private static final String ACME = "/admin/tenants/" + People.ACME;

    private Optional<Chromium> chromium = Optional.empty();

    @BeforeAll
    void open() {
        chromium = Chromium.start();
        People.moveIn();
        People.makeHistory();
        People.giveMoney(TestServers.billing());
        TestServers.sql(
                "UPDATE accounts.tenant SET agent = true WHERE id = '%s'".formatted(People.ACME));
    }

    @AfterAll
    void close() {
        chromium.ifPresent(Chromium::close);
        People.moveIn();
        TestServers.billing().forget();
    }

    static Stream<Chromium.Reader> readers() {
        return Chromium.Reader.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void everyAdminCanReadAndUseThePages(Chromium.Reader reader) {
        assumeTrue(chromium.isPresent(), "there is no Chromium");
        try (BrowserContext context =
                chromium.orElseThrow().open(TestServers.portal(), reader, Chromium.WIDE)) {
            Page page = context.newPage();
            List<String> faults = Chromium.complaints(page);
            faults.addAll(visit(page, "/admin/tenants", "tenants", reader));
            faults.addAll(visit(page, ACME, "tenant", reader));
            faults.addAll(visit(page, ACME + "/ledger", "ledger", reader));
            faults.addAll(visit(page, ACME + "/suspend", "suspend", reader));
            faults.addAll(credit(page, reader));
            faults.addAll(limits(page, reader));
            faults.addAll(ceilings(page, reader));
            faults.addAll(visit(page, "/admin/products", "products", reader));
            faults.addAll(visit(page, "/admin/products/tokens-50m", "product", reader));
            page.fill("#price", "42,50");
            page.click("main form button.main");
            faults.addAll(look(page, "product-wrong", reader));
            faults.addAll(vouchers(page, reader));
            faults.addAll(reconciliation(page, reader));
            faults.addAll(visit(page, "/admin/orders", "sales", reader));
            faults.addAll(visit(page, "/admin/orders?number=x", "sales-wrong", reader));
            faults.addAll(visit(page, "/admin/orders/" + MoneyAnswers.ORDER, "sale", reader));
            page.click("main button.bad");
            faults.addAll(look(page, "sale-wrong", reader));
            faults.addAll(visit(page, "/admin/settings", "settings", reader));
            faults.addAll(visit(page, "/admin/audit", "audit", reader));
            faults.addAll(visit(page, "/admin/audit?tenant=x&from=monday", "audit-wrong", reader));
            faults.addAll(agents(page, reader));
            faults.addAll(visit(page, ACME + "/group", "group", reader));
            faults.addAll(visit(page, "/admin/groups", "groups", reader));
            page.fill("#factor", "11");
            page.click("main form button.main");
            faults.addAll(look(page, "groups-wrong", reader));
            assertThat(faults).isEmpty();
        }
    }

    private static List<String> credit(Page page, Chromium.Reader reader) {
        List<String> faults = visit(page, ACME + "/credit", "credit", reader);
        page.fill("#tokens", "-250000");
        page.fill("#reason", "booked twice by mistake");
        page.click("main form button.main");
        assertThat(page.textContent("main .facts")).contains("4,749,000.25");
        faults.addAll(look(page, "credit-preview", reader));
        return faults;
    }

    private static List<String> vouchers(Page page, Chromium.Reader reader) {
        List<String> faults = visit(page, "/admin/vouchers", "vouchers", reader);
        page.navigate(TestServers.portal() + "/admin/vouchers/new");
        page.click("main form button.main");
        faults.addAll(look(page, "vouchers-wrong", reader));
        page.fill("#note", "a fair");
        page.fill("#tokens", "5,000");
        page.click("main form button.main");
        assertThat(page.textContent("#codes")).contains("7K3QX-0M9VA-ZD4TE-1HC8W");
        faults.addAll(look(page, "vouchers-made", reader));
        return faults;
    }

    private static List<String> reconciliation(Page page, Chromium.Reader reader) {
        List<String> faults = visit(page, "/admin/reconciliation", "reconciliation", reader);
        page.click("td.act a");
        page.click("main .card button.main");
        faults.addAll(look(page, "reconciliation-wrong", reader));
        return faults;
    }

    private static List<String> agents(Page page, Chromium.Reader reader) {
        AgentAnswers.layDown(TestServers.billing());
        TestServers.sql(
                "UPDATE accounts.tenant SET agent = true WHERE id = (SELECT tenant_id FROM accounts.member WHERE subject = '%s')"
                        .formatted(AgentsTest.SUBJECT));
        String customer = "/customers/" + AgentAnswers.CUSTOMER;
        List<String> faults = visit(page, "/admin/agents", "agents", reader);
        faults.addAll(visit(page, ACME + "/agent", "appoint", reader));
        faults.addAll(visit(page, "/customers/invitations", "invite", reader));
        page.fill("#note", "Ada");
        page.click("main form button.main");
        faults.addAll(look(page, "invited", reader));
        String link = page.textContent("#link");
        faults.addAll(visit(page, link.substring(link.indexOf("/join/")), "join", reader));
        TestServers.sql(
                "UPDATE accounts.tenant SET agent_id = '%s' WHERE id = (SELECT tenant_id FROM accounts.member WHERE subject = '%s')"
                        .formatted(People.ACME, AgentsTest.SUBJECT));
        faults.addAll(visit(page, "/quota", "quota-agent", reader));
        TestServers.sql("UPDATE accounts.tenant SET agent_id = NULL");
        faults.addAll(visit(page, "/customers", "customers", reader));
        faults.addAll(visit(page, customer, "customer", reader));
        faults.addAll(visit(page, "/customers/statement", "statement", reader));
        faults.addAll(visit(page, customer + "/tokens?way=back", "take-back", reader));
        page.fill("#tokens", "250000");
        page.fill("#reason", "handed on twice by mistake");
        page.click("main form button.main");
        faults.addAll(look(page, "take-back-preview", reader));
        return faults;
    }

    private static List<String> limits(Page page, Chromium.Reader reader) {
        List<String> faults = visit(page, ACME + "/limits", "limits", reader);
        page.navigate(TestServers.portal() + People.ACME_KEY_LIMITS);
        page.check("input[name=models][value=some]");
        page.fill("#rpm", "0");
        page.click("main form button.main");
        faults.addAll(look(page, "key-limits-wrong", reader));
        return faults;
    }

    private static List<String> ceilings(Page page, Chromium.Reader reader) {
        List<String> faults = visit(page, ACME + "/ceilings", "ceilings", reader);
        page.navigate(TestServers.portal() + ACME + "/keys/" + People.ACME_KEY + "/ceilings");
        page.fill("#day", "-1");
        page.click("main form button.main");
        faults.addAll(look(page, "key-ceilings-wrong", reader));
        return faults;
    }

    private static List<String> visit(Page page, String path, String name, Chromium.Reader reader) {
        return Chromium.faults(page, TestServers.portal() + path, picture(name, reader));
    }

    private static List<String> look(Page page, String name, Chromium.Reader reader) {
        return Chromium.faults(page, picture(name, reader));
    }

    private static Path picture(String name, Chromium.Reader reader) {
        return Path.of(
                "target/looks", "people-" + name + "-" + reader.language() + "-" + reader.theme());
    }
}
