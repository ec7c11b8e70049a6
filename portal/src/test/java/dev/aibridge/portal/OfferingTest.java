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
import org.junit.jupiter.api.Test;

/// An admin changes how models are offered: in which words, through which channels, under which
/// names.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestSecurity(user = "root", roles = "admin")
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = "00000000-0000-4000-8000-000000000ad1"),
            @Claim(key = "email", value = "admin@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "name", value = "Grace Admin")
        })
class OfferingTest {

    private static final String PAGE = "/admin/models/kimi-k2.5";

    private final Browser browser = new Browser();

    @AfterEach
    void asBefore() {
        TestServers.billing().forget();
        TestServers.forgetBooks();
        TestServers.sql(
                """
                UPDATE catalog.model SET status = 'available' WHERE id = 'kimi-k2.5';
                DELETE FROM catalog.model_alias WHERE model_id = 'kimi-k2.5';
                DELETE FROM catalog.channel_model WHERE model_id = 'kimi-k2.5';
                INSERT INTO catalog.channel_model VALUES ('moonshot', 'kimi-k2.5', 'kimi-k2.5')""");
    }

    private static String detail(String action) {
        return TestServers.text(
                "SELECT detail FROM audit.entry WHERE target = 'kimi-k2.5' AND action = '"
                        + action
                        + "' ORDER BY id DESC LIMIT 1");
    }

    private static long audited() {
        return TestServers.count("FROM audit.entry WHERE target = 'kimi-k2.5'");
    }

    private Browser.Seen send(String what, Map<String, String> form) {
        Map<String, String> all = new HashMap<>(form);
        all.put("do", what);
        return browser.post(PAGE, PAGE, all);
    }

    @Test
    void aHiddenModelIsListedNowhereButHere() {
        Browser.Seen done = send("status", Map.of("seen", "available", "status", "hidden"));
        assertThat(done.status()).isEqualTo(303);
        assertThat(browser.get("/admin/models").text()).contains("Hidden");
        assertThat(detail("model.status")).contains("\"available\"", "\"hidden\"");
        long before = audited();
        send("status", Map.of("seen", "hidden", "status", "hidden"));
        assertThat(send("status", Map.of("seen", "backup", "status", "available")).status())
                .isEqualTo(422);
        assertThat(send("status", Map.of("seen", "hidden", "status", "<b>")).status())
                .isEqualTo(422);
        assertThat(audited()).isEqualTo(before);
    }

    @Test
    void aModelGoesThroughOtherChannels() {
        Map<String, String> form =
                Map.of(
                        "seen.moonshot", "kimi-k2.5",
                        "at.moonshot", "",
                        "seen.qwen", "",
                        "at.qwen", "kimi/k2.5");
        assertThat(send("channels", form).status()).isEqualTo(303);
        assertThat(
                        TestServers.text(
                                "SELECT string_agg(channel_id || '=' || upstream_model, ',')"
                                        + " FROM catalog.channel_model WHERE model_id = 'kimi-k2.5'"))
                .isEqualTo("qwen=kimi/k2.5");
        assertThat(detail("model.channels")).contains("\"moonshot\": \"kimi-k2.5\"");
        long before = audited();
        Browser.Seen late = send("channels", Map.of("seen.qwen", "", "at.qwen", "mine"));
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.text()).contains("Somebody changed this meanwhile");
        assertThat(send("channels", Map.of("at.qwen", "x".repeat(201))).status()).isEqualTo(422);
        assertThat(audited()).isEqualTo(before);
        send("channels", Map.of("seen.qwen", "kimi/k2.5", "at.qwen", ""));
        assertThat(browser.get(PAGE).text()).contains("calls for it answer 503");
    }

    @Test
    void aModelGetsAndLosesOtherNames() {
        assertThat(send("alias", Map.of("alias", "kimi-*", "position", "20")).status())
                .isEqualTo(303);
        assertThat(browser.get(PAGE).text()).contains("kimi-*");
        assertThat(detail("model.alias")).contains("kimi-*");
        Browser.Seen taken = send("alias", Map.of("alias", "gpt-5*", "position", "0"));
        assertThat(taken.page().select("#alias-error").text()).contains("leads to gpt-5.4");
        for (String bad :
                List.of("", "*", "**", "two words", "gpt-4o", "ä", "\u202e", "x".repeat(129))) {
            Browser.Seen seen = send("alias", Map.of("alias", bad, "position", "0"));
            assertThat(seen.status()).as(bad).isEqualTo(422);
            assertThat(seen.page().select("#alias-error")).as(bad).hasSize(1);
        }
        for (String bad : List.of("-1", "1.5", "99999999999", "x")) {
            assertThat(send("alias", Map.of("alias", "fine", "position", bad)).status())
                    .isEqualTo(422);
        }
        send("unalias", Map.of("name", "gpt-5*"));
        assertThat(TestServers.count("FROM catalog.model_alias WHERE alias = 'gpt-5*'"))
                .isEqualTo(1);
        long before = audited();
        send("unalias", Map.of("name", "kimi-*"));
        send("unalias", Map.of("name", "kimi-*"));
        assertThat(TestServers.count("FROM catalog.model_alias WHERE alias = 'kimi-*'")).isZero();
        assertThat(audited()).isEqualTo(before + 1);
    }
}
