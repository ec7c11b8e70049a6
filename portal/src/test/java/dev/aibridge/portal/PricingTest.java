package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An admin changes what models cost, who serves them and what they are called.
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
class PricingTest {

    private static final String PAGE = "/admin/models/kimi-k2.5";

    /// The buckets' fields: input, and output.
    private static final String INPUT = "b0";

    private static final String OUTPUT = "b6";

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

    private static String newest() {
        return TestServers.text("SELECT max(seq) FROM catalog.price_book");
    }

    private static String inForce(String model) {
        return TestServers.text(
                "SELECT ppm[1] || ' ' || ppm[7] FROM catalog.price WHERE model_id = '"
                        + model
                        + "' AND book_seq = (SELECT max(seq) FROM catalog.price_book"
                        + " WHERE valid_from <= now())");
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

    private static String inHours(int hours) {
        return LocalDateTime.now(ZoneOffset.UTC)
                .plusHours(hours)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    /// The page's form as an admin would send it, some fields typed anew.
    private Map<String, String> form(Map<String, String> typed) {
        Map<String, String> form = new HashMap<>();
        browser.get(PAGE).page().select("form:has([name=book]) input:not([type=radio])").stream()
                .filter(input -> !input.attr("name").equals("_form"))
                .forEach(input -> form.put(input.attr("name"), input.attr("value")));
        form.put("when", "now");
        form.put("why", "the vendor's new list");
        form.putAll(typed);
        return form;
    }

    private Browser.Seen send(String what, Map<String, String> form) {
        Map<String, String> all = new HashMap<>(form);
        all.put("do", what);
        return browser.post(PAGE, PAGE, all);
    }

    @Test
    void theListShowsWhatEveryModelCostsAndWhoServesIt() {
        var page = browser.get("/admin/models").page();
        assertThat(page.select("tbody tr:has(a[href=/admin/models/kimi-k2.5])").text())
                .contains("Moonshot", "Available", "0.24×", "1.2×", "moonshot");
        assertThat(page.select("a[href=/admin/models][aria-current=page]")).hasSize(1);
    }

    @Test
    void aModelShowsItsMultipliersAndWhatAMillionCosts() {
        Browser.Seen page = browser.get(PAGE);
        assertThat(page.page().select("#b0").attr("value")).isEqualTo("0.24");
        assertThat(page.page().select("tr:has(#b0)").text()).contains("0.24×", "0.22 USD");
        assertThat(page.text()).contains("Price book 2", "10M tokens");
    }

    @Test
    void anUnknownModelIsNotThereWhateverItsName() {
        for (String id : List.of("nobody", "a/b", "a%00b", "%3Cb%3E", "x".repeat(200), "%20")) {
            assertThat(browser.get("/admin/models/" + id).status()).as(id).isEqualTo(404);
            assertThat(browser.post(PAGE, "/admin/models/" + id, Map.of("do", "preview")).status())
                    .as(id)
                    .isEqualTo(404);
        }
    }

    @Test
    void aModelWhoseNameHoldsSlashesAndSpacesHasItsPage() {
        TestServers.sql(
                "INSERT INTO catalog.model VALUES ('odd/one 1.5', 'Odd', 'chat', 1, 1, 'hidden',"
                        + " '', '{}', 999)");
        try {
            String path =
                    browser.get("/admin/models").page().select("a:contains(odd/one)").attr("href");
            Browser.Seen page = browser.get(path);
            assertThat(page.text()).contains("odd/one 1.5", "—");
            assertThat(page.page().select("#b0").attr("value")).isEmpty();
        } finally {
            TestServers.sql("DELETE FROM catalog.model WHERE id = 'odd/one 1.5'");
        }
    }

    @Test
    void thePreviewSaysOldAndNewAndPublishesNothing() {
        Browser.Seen preview = send("preview", form(Map.of(INPUT, "3.6", OUTPUT, "0.000001")));
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.page().select("tbody tr")).hasSize(2);
        assertThat(preview.page().select("tbody").text())
                .contains("0.24×", "3.6×", "0.22 USD per 1M", "3.24 USD per 1M", "0.000001×");
        assertThat(newest()).isEqualTo("2");
    }

    @Test
    void aPublishedBookChangesThatModelAloneAtOnceAndIsOnRecord() {
        String before = inForce("gpt-4o");
        Map<String, String> form = form(Map.of(INPUT, "3.6"));
        Browser.Seen preview = send("preview", form);
        Map<String, String> hidden = new HashMap<>();
        preview.page()
                .select("main form input[type=hidden]")
                .forEach(input -> hidden.put(input.attr("name"), input.attr("value")));
        hidden.put("do", "publish");
        Browser.Seen done = browser.postAsIs(PAGE, hidden);
        assertThat(done.status()).isEqualTo(303);
        assertThat(inForce("kimi-k2.5")).isEqualTo("3600000 1200000");
        assertThat(inForce("gpt-4o")).isEqualTo(before);
        assertThat(detail("price.publish"))
                .contains("\"before\": {\"input\": \"0.24\"}", "\"after\": {\"input\": \"3.6\"}");
        assertThat(
                        TestServers.text(
                                "SELECT reason FROM audit.entry WHERE action = 'price.publish'"
                                        + " ORDER BY id DESC LIMIT 1"))
                .isEqualTo("the vendor's new list");
        assertThat(browser.get(PAGE + "?done=book").text()).contains("The price book is published");
    }

    @Test
    void theSameFormSentTwicePublishesOnce() {
        Map<String, String> form = form(Map.of(INPUT, "3.6"));
        assertThat(send("publish", form).status()).isEqualTo(303);
        String book = newest();
        Browser.Seen again = send("publish", form);
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("Another price book came meanwhile");
        assertThat(newest()).isEqualTo(book);
    }

    @Test
    void aBookForLaterIsShownAsComingAndTheNextOneStartsFromIt() {
        assertThat(
                        send("publish", form(Map.of(INPUT, "2", "when", "later", "at", inHours(5))))
                                .status())
                .isEqualTo(303);
        assertThat(inForce("kimi-k2.5")).isEqualTo("240000 1200000");
        Browser.Seen page = browser.get(PAGE);
        assertThat(page.text()).contains("Price book " + newest() + " begins on");
        assertThat(page.page().select("#b0").attr("value")).isEqualTo("2");
        assertThat(
                        browser.get("/admin/models")
                                .page()
                                .select("tr:has(a[href=/admin/models/kimi-k2.5])")
                                .text())
                .contains("2× · 1.2×", "from");
        Browser.Seen now = send("publish", form(Map.of(INPUT, "4")));
        assertThat(now.status()).isEqualTo(422);
        assertThat(now.page().select("#when-error").text()).contains("begins later than that");
        Browser.Seen sooner =
                send("publish", form(Map.of(INPUT, "4", "when", "later", "at", inHours(2))));
        assertThat(sooner.page().select("#at-error").text()).contains("begins later than that");
        assertThat(
                        send("publish", form(Map.of(INPUT, "4", "when", "later", "at", inHours(6))))
                                .status())
                .isEqualTo(303);
    }

    @Test
    void whoComesSecondIsToldAndLosesNothingOfWhatTheyTyped() {
        Map<String, String> second = form(Map.of(OUTPUT, "7"));
        send("publish", form(Map.of(INPUT, "3.6")));
        Browser.Seen told = send("preview", second);
        assertThat(told.status()).isEqualTo(422);
        assertThat(told.text()).contains("Another price book came meanwhile");
        assertThat(told.page().select("#b0").attr("value")).isEqualTo("3.6");
        assertThat(told.page().select("#b6").attr("value")).isEqualTo("7");
        assertThat(told.page().select("#why").attr("value")).isEqualTo("the vendor's new list");
        Map<String, String> again = new HashMap<>(second);
        again.put(INPUT, "3.6");
        again.put("book", newest());
        assertThat(send("publish", again).status()).isEqualTo(303);
        assertThat(inForce("kimi-k2.5")).isEqualTo("3600000 7000000");
    }

    @Test
    void ofManyWhoPublishAtOnceOneDoes() throws Exception {
        Map<String, String> form = form(Map.of(INPUT, "3.6", "do", "publish"));
        form.put("_form", browser.get(PAGE).page().select("main input[name=_form]").attr("value"));
        long before = audited();
        try (ExecutorService admins = Executors.newFixedThreadPool(6)) {
            Callable<Integer> publish = () -> new Browser().postAsIs(PAGE, form).status();
            List<Future<Integer>> all = admins.invokeAll(Collections.nCopies(6, publish));
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> one : all) {
                answers.add(one.get());
            }
            assertThat(answers).containsOnlyOnce(303).containsOnly(303, 422);
        }
        assertThat(audited()).isEqualTo(before + 1);
        assertThat(TestServers.count("FROM catalog.price_book")).isEqualTo(3);
    }

    @Test
    void aBookThatIsScheduledBesideThePagesIsToldOfToo() {
        Map<String, String> form = form(Map.of(INPUT, "3.6"));
        TestServers.sql("SELECT catalog.publish_book(now() + interval '1 hour', 'by hand', '{}')");
        Browser.Seen told = send("publish", form);
        assertThat(told.status()).isEqualTo(422);
        assertThat(told.text()).contains("Another price book came meanwhile");
        assertThat(told.page().select("#when-error")).hasSize(1);
        assertThat(told.page().select("#b0").attr("value")).isEqualTo("3.6");
    }

    @Test
    void whatIsNoMultiplierIsKeptAndSaidBesideItsField() {
        for (String bad :
                List.of(
                        "",
                        " ",
                        "-1",
                        "1e3",
                        "3,6",
                        "0.0000001",
                        "1000.000001",
                        "99999999999999999999",
                        "<b>1</b>",
                        "\u202e3.6",
                        "😀",
                        "３",
                        "NaN",
                        "x".repeat(5000))) {
            Browser.Seen seen = send("preview", form(Map.of(INPUT, bad)));
            assertThat(seen.status()).as(bad).isEqualTo(422);
            assertThat(seen.page().select("#b0-error")).as(bad).hasSize(1);
            assertThat(seen.page().select("#b0").attr("value")).isEqualTo(bad);
        }
        assertThat(send("preview", form(Map.of(INPUT, "1000"))).status()).isEqualTo(200);
        assertThat(send("preview", form(Map.of("b13", "10000000"))).status()).isEqualTo(200);
        assertThat(send("preview", form(Map.of("b13", "10000000.1"))).status()).isEqualTo(422);
        assertThat(newest()).isEqualTo("2");
    }

    @Test
    void aTimeThatCanNotBeIsSaidBesideItsField() {
        for (String at :
                List.of(
                        "",
                        "tomorrow",
                        inHours(-1),
                        inHours(24 * 400),
                        "2026-13-01T00:00",
                        "<b>")) {
            Browser.Seen seen =
                    send("publish", form(Map.of(INPUT, "2", "when", "later", "at", at)));
            assertThat(seen.status()).as(at).isEqualTo(422);
            assertThat(seen.page().select("#at-error")).as(at).hasSize(1);
        }
        assertThat(send("publish", form(Map.of(INPUT, "2", "when", "never"))).status())
                .isEqualTo(422);
        assertThat(newest()).isEqualTo("2");
    }

    @Test
    void withoutAReasonOrAChangeNothingIsPublished() {
        for (String why : List.of("", "x".repeat(501), "a\u202eb")) {
            Browser.Seen seen = send("publish", form(Map.of(INPUT, "2", "why", why)));
            assertThat(seen.status()).isEqualTo(422);
            assertThat(seen.page().select("#why-error")).hasSize(1);
        }
        assertThat(send("publish", form(Map.of())).text()).contains("No multiplier differs");
        assertThat(newest()).isEqualTo("2");
    }

    @Test
    void backToEditingKeepsWhatWasTyped() {
        Browser.Seen back = send("edit", form(Map.of(INPUT, "3.6", "why", "<i>why</i>")));
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.page().select("#b0").attr("value")).isEqualTo("3.6");
        assertThat(back.page().select("#why").attr("value")).isEqualTo("<i>why</i>");
    }

    @Test
    void anUnknownActOrAFormWithoutItsTokenChangesNothing() {
        assertThat(send("everything", Map.of()).status()).isEqualTo(400);
        Map<String, String> form = form(Map.of(INPUT, "2", "do", "publish"));
        assertThat(browser.postAsIs(PAGE, form).status()).isEqualTo(403);
        assertThat(newest()).isEqualTo("2");
    }

    @Test
    @TestSecurity(user = "ada", roles = "customer")
    void aCustomerSeesAndChangesNothing() {
        assertThat(browser.get("/admin/models").status()).isEqualTo(403);
        assertThat(browser.get(PAGE).status()).isEqualTo(403);
        assertThat(browser.post("/", PAGE, Map.of("do", "publish")).status()).isEqualTo(403);
    }

    @Test
    void theModelSpeaksChinese() {
        browser.post("/", "/language", Map.of("language", "zh", "to", PAGE));
        assertThat(browser.get(PAGE).text()).contains("倍率", "其他名称", "缓存写入");
        assertThat(browser.get("/admin/models").text()).contains("模型与倍率");
    }
}
