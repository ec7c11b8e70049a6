package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a stranger finds: the first page, models with prices, packs, docs.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class PublicPagesTest {

    private static final String ADA = "00000000-0000-4000-8000-000000000ada";
    private static final Path ERRORS =
            Path.of(System.getProperty("aibridge.root", ".."), "docs", "reference", "errors.md");

    private final Browser browser = new Browser();

    @BeforeEach
    void billingIsHeard() {
        TestServers.billing().forget();
        Awaitility.await()
                .until(() -> !browser.get("/products").page().select("li.card").isEmpty());
    }

    @AfterEach
    void asBefore() {
        TestServers.billing().forget();
        TestServers.sql("UPDATE catalog.channel SET enabled = true");
    }

    private static List<String> rows(Browser.Seen seen) {
        return seen.page().select("table.data tbody th").eachText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void theFirstPageShowsTheChangeThePricesAndThePacks() {
        Browser.Seen home = browser.get("/");
        assertThat(home.page().select("ins").eachText())
                .anyMatch(line -> line.contains("https://api.aibridge.example/v1"));
        assertThat(home.text())
                .contains("100,000 free tokens", "OpenAI", "DeepSeek", "9.00 USD", "0.90 per 1M");
        assertThat(rows(home)).contains("gpt-4o OpenAI · 128K");
    }

    @Test
    void theCatalogueShowsMultipliersAndPricesAtTheStandardProductsRate() {
        Browser.Seen models = browser.get("/models");
        Element row = models.page().expectFirst("tr:has(a[href=/models/gpt-4o])");
        // 9.00 USD for 10M tokens: 0.90 for a million at 1×, 0.45 at 0.5×, 3.60 at 4×.
        assertThat(row.select("td").eachText())
                .containsExactly("OpenAI", "128K", "0.90 1×", "0.45 0.5×", "3.60 4×");
        Element embeddings = models.page().expectFirst("tr:has(a[href$=embedding-3-small])");
        assertThat(embeddings.select("td").eachText())
                .containsExactly("OpenAI", "8K", "0.0072 0.008×", "0.0072 0.008×", "none");
    }

    @Test
    void aSearchFindsByWordVendorContextAbilityAndKeepsWhatWasTyped() {
        Browser.Seen found =
                browser.get("/models?q=LONG&vendor=Moonshot&context=128000&can=chat&product=");
        assertThat(rows(found)).singleElement().asString().startsWith("moonshot-v1-128k");
        assertThat(found.page().expectFirst("#q").val()).isEqualTo("LONG");
        assertThat(found.page().expectFirst("#vendor option[selected]").text())
                .isEqualTo("Moonshot");
        assertThat(rows(browser.get("/models?vendor=&can=embeddings&context=&q=&product=")))
                .hasSize(2);
        assertThat(rows(browser.get("/models?can=images"))).hasSizeBetween(7, 8);
    }

    @Test
    void pricesFollowTheChosenPack() {
        Browser.Seen models = browser.get("/models?q=gpt-4o&product=tokens-50m");
        // 42.50 USD for 52M tokens with their bonus.
        assertThat(models.page().expectFirst("tr:has(a[href=/models/gpt-4o]) td.n + td").text())
                .isEqualTo("0.82 1×");
    }

    @Test
    void aSearchThatFindsNothingSaysSoAndLeadsBack() {
        Browser.Seen nothing = browser.get("/models?q=" + encoded("<b>\"no such\"</b> 😀"));
        assertThat(nothing.status()).isEqualTo(200);
        assertThat(nothing.text()).contains("No model is like that.");
        assertThat(nothing.page().expectFirst("#q").val()).isEqualTo("<b>\"no such\"</b> 😀");
        assertThat(nothing.page().select("main b")).isEmpty();
        assertThat(nothing.page().select(".empty a[href=/models]")).hasSize(1);
    }

    @Test
    void aSearchThatCantBeSaysWhatIsWrongBesideTheField() {
        Map<String, String> wrong =
                Map.of(
                        "q=" + "x".repeat(101),
                        "At most 100 characters",
                        "q=a%E2%80%AEb",
                        "can't be shown",
                        "vendor=Nobody",
                        "one of those offered",
                        "context=-1",
                        "one of those offered",
                        "can=fly",
                        "one of those offered",
                        "product=00000000-0000-4000-8000-000000000000",
                        "one of those offered");
        wrong.forEach(
                (query, says) -> {
                    Browser.Seen page = browser.get("/models?" + query);
                    String field = query.substring(0, query.indexOf('='));
                    assertThat(page.status()).as(query).isEqualTo(422);
                    assertThat(page.page().select("#" + field + "-error").text()).contains(says);
                    assertThat(rows(page)).as(query).hasSizeGreaterThan(5);
                });
    }

    @Test
    void aModelsPageHoldsItsPricesFactsAndProgram() {
        Browser.Seen page = browser.get("/models/gpt-4o");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("128,000 tokens", "16,384 tokens", "Backup", "1,445");
        assertThat(rows(page)).contains("Input", "Cached input", "Output", "Reasoning");
        Element prices = page.page().expectFirst("section:has(#prices)");
        assertThat(prices.select("tr:has(th:matchesOwn(^Output$)) td").eachText())
                .containsExactly("4×", "3.60");
        assertThat(page.page().expectFirst("#snippet-python").wholeText())
                .contains("base_url=\"https://api.aibridge.example/v1\"", "model=\"gpt-4o\"");
        assertThat(browser.get("/models/gpt-5.4").text()).contains("gpt-5*", "No tools on chat");
        assertThat(browser.get("/models/text-embedding-3-small").page().select("#output"))
                .isEmpty();
    }

    @Test
    void aModelOfAnyNameHasAPage() {
        OddModel.offer();
        try {
            String link = browser.get("/models?q=odd").page().expectFirst(".lead a").attr("href");
            Browser.Seen page = browser.get(link);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.page().expectFirst("h1").text()).isEqualTo(OddModel.ID);
            assertThat(page.page().select("main b, main i")).isEmpty();
            String form = page.page().expectFirst("form.filters").attr("action");
            assertThat(browser.get(form.replace("#", "?input=1&cached=0&output=0&requests=1#")))
                    .extracting(Browser.Seen::status)
                    .isEqualTo(200);
        } finally {
            OddModel.hide();
        }
        assertThat(browser.get("/models/" + encoded("org/odd")).status()).isEqualTo(404);
    }

    @Test
    void aModelThatIsUnknownHiddenOrOffIsNotThere() {
        for (String id : List.of("nothing", "..%2Fadmin", "%00", "😀", "x".repeat(500))) {
            Browser.Seen page = browser.get("/models/" + id.replace("😀", "%F0%9F%98%80"));
            assertThat(page.status()).as(id).isIn(400, 404);
        }
        TestServers.sql("UPDATE catalog.channel SET enabled = false WHERE id = 'qwen'");
        assertThat(browser.get("/models/qwen-max").status()).isEqualTo(404);
    }

    @Test
    void theCalculatorMultipliesExactly() {
        Browser.Seen page =
                browser.get("/models/gpt-4o?input=2,000&cached=1001&output=500&requests=3");
        // (2,000 × 1 + 1,001 × 0.5 + 500 × 4) × 3 = 13,501.5 tokens, at 0.90 USD a million.
        assertThat(page.page().select("dl.facts dd.sum").text())
                .isEqualTo("13,501.5 tokens 0.012 USD");
        assertThat(page.page().expectFirst("#cached").val()).isEqualTo("1001");
        assertThat(browser.get("/models/gpt-4o").page().select("dl.facts dd.sum").text())
                .startsWith("4,000 tokens");
    }

    @Test
    void theCalculatorSaysWhatIsWrongBesideTheField() {
        for (String wrong :
                List.of(
                        "",
                        "-1",
                        "1.5",
                        "1e9",
                        "99999999999999999999",
                        "%3Cb%3E",
                        "%F0%9F%98%80")) {
            Browser.Seen page =
                    browser.get("/models/gpt-4o?cached=0&output=0&requests=1&input=" + wrong);
            assertThat(page.status()).as(wrong).isEqualTo(422);
            assertThat(page.page().select("#input-error")).as(wrong).hasSize(1);
            assertThat(page.page().select("dl.facts dd.sum")).as(wrong).isEmpty();
        }
        assertThat(browser.get("/models/gpt-4o?input=1").page().select("p.err")).hasSize(3);
        Browser.Seen huge =
                browser.get(
                        "/models/gpt-4o?input=10000000&cached=0&output=10000000&requests=1000000");
        assertThat(huge.page().select("#requests-error").text())
                .isEqualTo("That is more than any balance can hold.");
    }

    @Test
    void packsShowPriceTokensBonusAndRateAndLeadStrangersToSignUp() {
        Browser.Seen packs = browser.get("/products");
        assertThat(packs.page().select("li.card").eachText())
                .satisfiesExactly(
                        ten ->
                                assertThat(ten)
                                        .contains("9.00 USD", "10,000,000 tokens", "0.90 USD per"),
                        fifty ->
                                assertThat(fifty)
                                        .contains("42.50 USD", "2,000,000 tokens as a bonus")
                                        .contains("0.82 USD per 1M"));
        assertThat(packs.page().select("li.card a").eachAttr("href"))
                .containsExactly("/sign-up", "/sign-up");
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
    void whoIsSignedInFindsTheirOwnKeyAndTheWayToPay() {
        browser.withSession().get("/sample");
        TestServers.sql(
                """
                INSERT INTO accounts.api_key
                  (id, tenant_id, name, hash, prefix, last_four, rpm, allowed_models)
                SELECT gen_random_uuid(), tenant_id, 'docs <i>key</i>', sha256('docs'::bytea),
                       'ab-docsK', 'wxyz', 60, ARRAY['qwen-plus']
                FROM accounts.member WHERE subject = '%s'"""
                        .formatted(ADA));
        try {
            Browser.Seen docs = browser.get("/docs");
            assertThat(docs.text()).contains("Your newest key", "docs <i>key</i>");
            assertThat(docs.page().expectFirst("#snippet-python").wholeText())
                    .contains("api_key=\"ab-docsK…wxyz\"", "model=\"qwen-plus\"");
            assertThat(browser.get("/products").page().select("li.card a").eachAttr("href"))
                    .containsExactly("/top-up?product=tokens-10m", "/top-up?product=tokens-50m");
        } finally {
            TestServers.sql("DELETE FROM accounts.api_key WHERE prefix = 'ab-docsK'");
        }
    }

    @Test
    void theDocsLeadThroughFiveStepsInFourLanguages() {
        Browser.Seen docs = browser.get("/docs");
        assertThat(docs.page().select("ol.five > li")).hasSize(5);
        for (String client : List.of("python", "node", "java", "curl")) {
            assertThat(docs.page().expectFirst("#snippet-" + client).wholeText())
                    .contains("https://api.aibridge.example/v1", "ab-…", "gpt-4o-mini");
        }
        assertThat(docs.text())
                .contains("402 insufficient_balance", "429 rate_limit_exceeded", "Retry-After");
        for (String anchor : docs.page().select("nav a[href^=#]").eachAttr("href")) {
            assertThat(docs.page().select(anchor)).as(anchor).hasSize(1);
        }
    }

    @Test
    void theErrorTableHoldsWhatTheGatewaySends() throws IOException {
        List<String> sent = new ArrayList<>();
        try (Stream<String> lines = Files.lines(ERRORS)) {
            lines.map(line -> line.split(" \\| ", -1))
                    .filter(cells -> cells.length == 6 && cells[1].startsWith("`"))
                    .map(cells -> cells[0].substring(2) + cells[1] + again(cells[4]))
                    .map(row -> row.replace("`", " "))
                    .forEach(sent::add);
        }
        List<String> shown =
                browser.get("/docs/errors").page().select("tbody tr").stream()
                        .map(PublicPagesTest::row)
                        .toList();
        assertThat(sent).hasSizeGreaterThan(20);
        assertThat(shown).doesNotHaveDuplicates().hasSameElementsAs(sent);
    }

    private static String again(String cell) {
        return switch (cell.replace(" |", "")) {
            case "no" -> "no";
            case "as for the status" -> "yes, a few times";
            case "after the wait it names" -> "after the wait it names";
            default -> throw new IllegalArgumentException(cell);
        };
    }

    private static String row(Element row) {
        List<String> cells = row.select("td").eachText();
        return cells.get(0) + " " + row.expectFirst("code").text() + " " + cells.get(2);
    }

    @Test
    void whileNoModelCanBeCalledThePagesStand() {
        TestServers.sql("UPDATE catalog.channel SET enabled = false");
        for (String path : List.of("/", "/models", "/docs", "/products")) {
            assertThat(browser.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(browser.get("/models").text()).contains("No model can be called right now.");
    }

    @Test
    void withoutBillingPricesAreLeftOutAndThePagesStand() {
        TestServers.billing().answer("GET /v1/products", 200, "{\"items\": []}");
        Awaitility.await()
                .until(() -> browser.get("/products").text().contains("can't be shown right now"));
        assertThat(browser.get("/models").text())
                .contains("Prices can't be read right now")
                .doesNotContain("USD");
        assertThat(browser.get("/models/gpt-4o").page().select("dl.facts dd.sum").text())
                .isEqualTo("4,000 tokens");
        assertThat(browser.get("/").status()).isEqualTo(200);
    }

    @Test
    void everyPublicPageSpeaksChineseAndIsLight() {
        Browser chinese = new Browser().with("Accept-Language", "zh-CN");
        for (String path :
                List.of("/", "/models", "/models/gpt-4o", "/products", "/docs", "/docs/errors")) {
            Browser.Seen page = chinese.get(path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.page().select("h1, h2, h3").eachText())
                    .as(path)
                    .anyMatch(head -> head.codePoints().anyMatch(Character::isIdeographic));
            assertThat(browser.weigh(path)).as(path).isLessThan(20_000);
        }
    }
}
