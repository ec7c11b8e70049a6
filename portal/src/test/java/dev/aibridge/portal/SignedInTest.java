package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.portal.accounts.Arrival;
import dev.aibridge.portal.accounts.Claims;
import dev.aibridge.portal.accounts.Homes;
import dev.aibridge.portal.accounts.Language;
import dev.aibridge.portal.accounts.SystemSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who comes in, where they belong, and what they are told when they can't.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SignedInTest {

    private static final String ADA = "00000000-0000-4000-8000-000000000ada";
    private static final String EVE = "00000000-0000-4000-8000-000000000e4e";

    private final Browser browser = new Browser();

    @Inject Homes homes;
    @Inject SystemSettings settings;

    @AfterEach
    void asBefore() {
        TestServers.billing().forget();
        TestServers.sql("DELETE FROM accounts.setting");
        TestServers.sql("UPDATE accounts.tenant SET status = 'active', suspended_reason = NULL");
        settings.read();
    }

    private static Claims newcomer() {
        return new Claims(UUID.randomUUID(), "new@example.org", true, "New Comer", Language.ZH);
    }

    private static long members(UUID subject) {
        return TestServers.count("FROM accounts.member WHERE subject = '" + subject + "'");
    }

    @Test
    @TestSecurity(user = "ada", roles = "customer")
    @OidcSecurity(
            claims = {
                @Claim(key = "sub", value = ADA),
                @Claim(key = "email", value = "ada@example.org"),
                @Claim(key = "email_verified", value = "true"),
                @Claim(key = "name", value = "Ada Lovelace")
            })
    void theDoorLeadsToWhereTheyWantedToGo() {
        assertThat(browser.get("/sign-in?to=/keys").header("Location"))
                .isEqualTo(TestServers.portal() + "/keys");
        assertThat(browser.get("/sign-in?to=//evil.example").header("Location"))
                .isEqualTo(TestServers.portal() + "/overview");
        assertThat(members(UUID.fromString(ADA))).isEqualTo(1);
    }

    @Test
    @TestSecurity(user = "eve", roles = "customer")
    @OidcSecurity(
            claims = {
                @Claim(key = "sub", value = EVE),
                @Claim(key = "email", value = "eve@example.org"),
                @Claim(key = "email_verified", value = "false")
            })
    void whoHasNotConfirmedTheirMailIsToldSoAndNothingIsMade() {
        Browser.Seen seen = browser.get("/sign-in");
        assertThat(seen.status()).isEqualTo(403);
        assertThat(seen.text()).contains("Please confirm your e-mail address first.");
        assertThat(members(UUID.fromString(EVE))).isZero();
    }

    @Test
    @TestSecurity(user = "eve", roles = "customer")
    @OidcSecurity(
            claims = {
                @Claim(key = "sub", value = EVE),
                @Claim(key = "email", value = "eve@example.org"),
                @Claim(key = "email_verified", value = "true")
            })
    void whileSignUpIsClosedANewcomerIsToldSoAndNothingIsMade() {
        TestServers.sql(
                "INSERT INTO accounts.setting (name, value, updated_by) VALUES"
                        + " ('sign_up', 'closed', gen_random_uuid()),"
                        + " ('support_contact', 'help@example.org', gen_random_uuid())");
        settings.read();
        Browser.Seen seen = browser.get("/sign-in");
        assertThat(seen.status()).isEqualTo(403);
        assertThat(seen.text()).contains("New accounts are not taken at the moment.");
        assertThat(seen.page().select("footer a[href=mailto:help@example.org]")).hasSize(1);
        assertThat(TestServers.count("FROM accounts.person WHERE subject = '" + EVE + "'"))
                .isZero();
    }

    @Test
    void twentyTabsAtOnceMakeOneTenant() throws Exception {
        Claims newcomer = newcomer();
        try (ExecutorService tabs = Executors.newFixedThreadPool(20)) {
            Callable<Arrival> arrive = () -> homes.arrive(newcomer);
            for (Future<Arrival> arrival : tabs.invokeAll(Collections.nCopies(20, arrive))) {
                assertThat(arrival.get()).isInstanceOf(Arrival.Home.class);
            }
        }
        assertThat(members(newcomer.subject())).isEqualTo(1);
    }

    @Test
    void aNewcomerOwnsATenantOfTheirOwnName() {
        Arrival arrival = homes.arrive(newcomer());
        assertThat(arrival)
                .isInstanceOfSatisfying(
                        Arrival.Home.class,
                        home -> {
                            assertThat(home.tenant().name).isEqualTo("New Comer");
                            assertThat(home.person().language).isEqualTo(Language.ZH);
                        });
    }

    @Test
    void whoseTenantIsClosedStaysOutside() {
        Claims newcomer = newcomer();
        homes.arrive(newcomer);
        TestServers.sql(
                "UPDATE accounts.tenant SET status = 'closed' WHERE id IN"
                        + " (SELECT tenant_id FROM accounts.member WHERE subject = '"
                        + newcomer.subject()
                        + "')");
        assertThat(homes.arrive(newcomer)).isEqualTo(new Arrival.TenantClosed());
    }

    @Test
    void namesOfAnyLengthAndScriptAreTaken() {
        for (String name : List.of("名".repeat(150), "😀".repeat(100), "<b>\u202e")) {
            Claims claims = new Claims(UUID.randomUUID(), "a@b.example", true, name, Language.EN);
            assertThat(homes.arrive(claims)).isInstanceOf(Arrival.Home.class);
        }
    }
}
