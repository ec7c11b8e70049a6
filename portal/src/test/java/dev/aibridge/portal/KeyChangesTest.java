package dev.aibridge.portal;

import static dev.aibridge.portal.KeysTest.audited;
import static dev.aibridge.portal.KeysTest.key;
import static dev.aibridge.portal.KeysTest.keys;
import static dev.aibridge.portal.KeysTest.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.portal.accounts.Claims;
import dev.aibridge.portal.accounts.Homes;
import dev.aibridge.portal.accounts.Language;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Keys that are there: renamed, stopped, deleted, and never another tenant's.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestSecurity(user = "ada", roles = "customer")
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = KeysTest.ADA),
            @Claim(key = "email", value = "ada@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "name", value = "Ada Lovelace")
        })
class KeyChangesTest {

    private final Browser browser = new Browser().withSession();

    @Inject Homes homes;

    @BeforeEach
    void here() {
        Traffic.none();
        browser.get("/keys");
        Traffic.noKeys();
    }

    @AfterEach
    void asBefore() {
        TestServers.billing().forget();
        Traffic.noKeys();
    }

    private void givenAKey() {
        Traffic.key(KeysTest.ADA, "production");
    }

    @Test
    void aKeyIsRenamed() {
        givenAKey();
        Browser.Seen done = browser.post(path(), path() + "/rename", Map.of("name", "new <i>"));
        assertThat(done.status()).isEqualTo(303);
        assertThat(browser.get(path()).page().select("h1").text()).isEqualTo("new <i>");
        assertThat(audited("key.rename")).isEqualTo(1);
        Browser.Seen refused = browser.post(path(), path() + "/rename", Map.of("name", " "));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().expectFirst("#name-error").text())
                .isEqualTo("Please fill this in.");
        assertThat(audited("key.rename")).isEqualTo(1);
    }

    @Test
    void aKeyIsDisabledAndEnabledEachOnceHoweverOftenItIsSent() {
        givenAKey();
        for (int i = 0; i < 2; i++) {
            browser.post(path(), path() + "/disable", Map.of());
        }
        assertThat(key("production").disabled).isTrue();
        assertThat(browser.get(path() + "?done=disabled").text())
                .contains("answer 401 within a second", "Enable key");
        assertThat(audited("key.disable")).isEqualTo(1);
        browser.post(path(), path() + "/enable", Map.of());
        assertThat(key("production").disabled).isFalse();
        assertThat(audited("key.enable")).isEqualTo(1);
    }

    @Test
    void aKeyIsDeletedOnlyWhenItsNameIsTyped() {
        givenAKey();
        for (String typed : List.of("", "prod", "PRODUCTION", "production\u202e")) {
            Browser.Seen refused =
                    browser.post(path(), path() + "/delete", Map.of("confirm", typed));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.page().select("#confirm-error")).isNotEmpty();
        }
        assertThat(keys()).isEqualTo(1);
        Map<String, String> typed = Map.of("confirm", "production");
        assertThat(browser.post(path(), path() + "/delete", typed).status()).isEqualTo(303);
        assertThat(browser.post("/settings", path() + "/delete", typed).status()).isEqualTo(303);
        assertThat(browser.get(path()).status()).isEqualTo(404);
        assertThat(TestServers.count("FROM accounts.api_key WHERE disabled")).isEqualTo(1);
        assertThat(audited("key.delete")).isEqualTo(1);
    }

    @Test
    void anotherTenantsKeyIsLikeAnUnknownOneEverywhere() {
        UUID other = UUID.randomUUID();
        homes.arrive(new Claims(other, "eve@example.org", true, "Eve", Language.EN));
        Traffic.key(other.toString(), "theirs");
        for (String id : List.of(Traffic.KEY.toString(), UUID.randomUUID().toString(), "%3Cb%3E")) {
            for (String page : List.of("", "/first-request")) {
                Browser.Seen missing = browser.get("/keys/" + id + page);
                assertThat(missing.status()).isEqualTo(404);
                assertThat(missing.text()).contains("There is nothing here.");
            }
            for (String act : List.of("rename", "disable", "enable", "delete")) {
                Map<String, String> form = Map.of("name", "mine", "confirm", "theirs");
                assertThat(browser.post("/keys", "/keys/" + id + "/" + act, form).status())
                        .isEqualTo(404);
            }
        }
        assertThat(
                        TestServers.count(
                                "FROM accounts.api_key WHERE name = 'theirs' AND NOT disabled"))
                .isEqualTo(1);
    }
}
