package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What surrounds every page: headers, languages, themes, files, errors. Keycloak is away all the
/// time.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FrameTest {

    private final Browser browser = new Browser();

    @Test
    void aStrangerSeesTheFirstPageInEnglish() {
        Browser.Seen home = browser.get("/");
        assertThat(home.status()).isEqualTo(200);
        assertThat(home.page().select("html").attr("lang")).isEqualTo("en");
        assertThat(home.text()).contains("Create account", "Sign in");
    }

    @Test
    void aBrowserThatAsksForChineseGetsIt() {
        Browser.Seen home = browser.with("Accept-Language", "zh-TW,zh;q=0.9,en;q=0.8").get("/");
        assertThat(home.page().select("html").attr("lang")).isEqualTo("zh-CN");
        assertThat(home.text()).contains("注册", "登录");
    }

    @Test
    void theLanguageChosenOnThePageStaysAndLeadsBack() {
        Browser.Seen chosen =
                browser.post("/", "/language", Map.of("language", "zh", "to", "/?a=b"));
        assertThat(chosen.status()).isEqualTo(303);
        assertThat(chosen.header("Location")).isEqualTo(TestServers.portal() + "/?a=b");
        assertThat(browser.get("/").text()).contains("注册");
    }

    @Test
    void noChoiceLeadsToAnotherSite() {
        for (String elsewhere :
                new String[] {
                    "//evil.example", "https://evil.example", "/\\evil.example", "", "%"
                }) {
            Browser.Seen chosen =
                    browser.post("/", "/language", Map.of("language", "zh", "to", elsewhere));
            assertThat(chosen.header("Location")).isEqualTo(TestServers.portal() + "/");
        }
    }

    @Test
    void theThemeIsOnThePageBeforeAnyScriptRuns() {
        assertThat(browser.get("/").page().select("html").hasAttr("data-theme")).isFalse();
        browser.post("/", "/theme", Map.of("theme", "dark", "to", "/"));
        assertThat(browser.get("/").page().select("html").attr("data-theme")).isEqualTo("dark");
    }

    @Test
    void everyAnswerCarriesTheHeadersThatGuardIt() {
        Browser.Seen home = browser.get("/");
        assertThat(home.header("Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "frame-ancestors 'none'",
                        "https://checkout.stripe.com")
                .doesNotContain("unsafe");
        assertThat(home.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(home.header("Cache-Control")).isEqualTo("no-store");
        assertThat(home.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(home.header("X-Request-Id")).matches("[0-9a-f-]{36}");
        assertThat(home.http().headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void noPageHoldsInlineScriptOrStyle() {
        for (String path : new String[] {"/", "/nothing-here"}) {
            var page = browser.get(path).page();
            assertThat(page.select("script:not([src]), style, [style]")).isEmpty();
            assertThat(page.select("*").stream().flatMap(e -> e.attributes().asList().stream()))
                    .noneMatch(attribute -> attribute.getKey().startsWith("on"));
        }
    }

    @Test
    void filesAreKeptForEverUnderTheNameOfTheirContent() {
        var page = browser.get("/").page();
        assertThat(page.select("link[rel=stylesheet], script[src], link[rel=icon]"))
                .hasSize(5)
                .allSatisfy(
                        link -> {
                            String path =
                                    link.hasAttr("href") ? link.attr("href") : link.attr("src");
                            Browser.Seen file = browser.get(path);
                            assertThat(file.status()).isEqualTo(200);
                            assertThat(path)
                                    .matches("/assets/[a-z]+\\.[0-9a-f]{16}\\.(css|js|svg)");
                            assertThat(file.http().headers().allValues("Cache-Control"))
                                    .containsExactly("public, max-age=31536000, immutable");
                        });
        assertThat(browser.get("/assets/portal.0000000000000000.css").status()).isEqualTo(404);
    }

    @Test
    void allThatAPageLoadsIsUnderSixtyKilobytes() {
        int files =
                browser.get("/").page().select("link[href^=/assets], script[src]").stream()
                        .map(e -> e.hasAttr("href") ? e.attr("href") : e.attr("src"))
                        .mapToInt(browser::weigh)
                        .sum();
        assertThat(files + browser.weigh("/")).isBetween(20_000, 60_000);
    }

    @Test
    void anUnknownAddressSaysSoWithTheRequestsNumber() {
        Browser.Seen missing = browser.get("/nothing-here");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text())
                .contains("There is nothing here.", missing.header("X-Request-Id"));
    }

    @Test
    void aWrongMethodSaysSo() {
        assertThat(browser.get("/language").status()).isEqualTo(405);
    }

    @Test
    void htmxGetsAFewLinesInsteadOfAPage() {
        Browser.Seen missing = browser.with("HX-Request", "true").get("/nothing-here");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.http().body()).startsWith("<div class=\"note bad\"");
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        Browser.Seen refused = browser.postAsIs("/theme", Map.of("theme", "dark"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("This form can't be accepted.");
        assertThat(browser.get("/").page().select("html").hasAttr("data-theme")).isFalse();
    }

    @Test
    void aFormFromAnotherSiteChangesNothing() {
        Map<String, String> dark = Map.of("theme", "dark", "to", "/");
        Browser elsewhere = new Browser().with("Origin", "https://evil.example");
        assertThat(elsewhere.post("/", "/theme", dark).status()).isEqualTo(403);
        Browser crossSite = new Browser().with("Sec-Fetch-Site", "cross-site");
        assertThat(crossSite.post("/", "/theme", dark).status()).isEqualTo(403);
        Browser here = new Browser().with("Origin", TestServers.portal());
        assertThat(here.with("Sec-Fetch-Site", "same-origin").post("/", "/theme", dark).status())
                .isEqualTo(303);
    }

    @Test
    void whileKeycloakIsAwaySigningInSaysSoAndPublicPagesStand() {
        for (String door : new String[] {"/sign-in", "/sign-up"}) {
            Browser.Seen away = browser.get(door);
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.text()).contains("Signing in is not possible right now.");
        }
        assertThat(browser.with("Cookie", "q_session=stale").get("/").status()).isEqualTo(200);
    }
}
