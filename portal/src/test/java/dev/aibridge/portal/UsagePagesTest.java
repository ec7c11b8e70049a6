package dev.aibridge.portal;

import static dev.aibridge.portal.MoneyAnswers.call;
import static dev.aibridge.portal.MoneyAnswers.row;
import static dev.aibridge.portal.MoneyAnswers.usage;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Usage as chart, tables and file, and request by request.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestSecurity(user = "ada", roles = "customer")
@OidcSecurity(
        claims = {
            @Claim(key = "sub", value = "00000000-0000-4000-8000-000000000ada"),
            @Claim(key = "email", value = "ada@example.org"),
            @Claim(key = "email_verified", value = "true"),
            @Claim(key = "name", value = "Ada Lovelace")
        })
class UsagePagesTest {

    private static final String USAGE = "GET /v1/tenants/{t}/usage";
    private static final String CALLS = "GET /v1/tenants/{t}/requests";
    private static final String PERIOD = "from=2026-11-14&to=2026-11-16&zone=Asia/Shanghai";

    private final Browser browser = new Browser();
    private final BillingStandIn billing = TestServers.billing();

    @BeforeEach
    void usageIsThere() {
        billing.forget();
        billing.answer(
                USAGE,
                200,
                usage(
                        row("2026-11-14T00:00:00+08:00", "one", 10, 1, 5_000_000_000_001L),
                        row("2026-11-14T00:00:00+08:00", "two", 10, 0, 4_000_000_000_000L),
                        row("2026-11-14T00:00:00+08:00", "three", 10, 0, 3_000_000_000_000L),
                        row("2026-11-16T00:00:00+08:00", "four", 10, 0, 2_000_000_000_000L),
                        row("2026-11-16T00:00:00+08:00", "five", 1, 0, 1_000_000_000_000L)));
        browser.get("/usage");
    }

    @AfterEach
    void asBefore() {
        billing.forget();
        TestServers.sql("DELETE FROM accounts.api_key WHERE name LIKE '%test%'");
    }

    /// Makes a key of Ada's tenant.
    private static String key(String name) {
        String id = UUID.randomUUID().toString();
        TestServers.sql(
                """
                INSERT INTO accounts.api_key (id, tenant_id, name, hash, prefix, last_four)
                SELECT '%s', tenant_id, '%s', sha256('%s'::bytea), 'ab-7Kq2x', 'x3Fd'
                FROM accounts.member WHERE subject = '00000000-0000-4000-8000-000000000ada'"""
                        .formatted(id, name, id));
        return id;
    }

    @Test
    void theTotalsAreTheLedgersToTheLastMicroToken() {
        Browser.Seen page = browser.get("/usage?" + PERIOD);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.page().select(".stat dd").eachText().getFirst())
                .isEqualTo("15,000,000.000001");
        assertThat(page.page().select("section:has(#steps) tfoot td").eachText().getLast())
                .isEqualTo("15,000,000.000001");
        assertThat(page.page().select("section:has(#groups) tfoot td").get(5).text())
                .isEqualTo("15,000,000.000001");
    }

    @Test
    void theChartHasTheThreeLargestAndTheRestAndItsTableTheSameNumbers() {
        Document page = browser.get("/usage?" + PERIOD).page();
        assertThat(page.select(".chart .key li").eachText())
                .containsExactly("one 5M", "two 4M", "three 3M", "2 others 3M");
        assertThat(page.select("details tfoot td").eachText())
                .containsExactly("5,000,000.000001", "4,000,000", "3,000,000", "3,000,000");
        assertThat(page.select("svg desc").text())
                .contains("14 Nov 2026 to 16 Nov 2026", "Shanghai");
    }

    @Test
    void daysWithoutUsageAreThereTooInTheZoneThatWasChosen() {
        Browser.Seen page = browser.get("/usage?" + PERIOD);
        assertThat(page.page().select("section:has(#steps) tbody th").eachText())
                .containsExactly("16 Nov 2026", "15 Nov 2026", "14 Nov 2026");
        assertThat(page.text()).contains("Days begin at 00:00 Asia/Shanghai");
        assertThat(billing.queries())
                .anySatisfy(
                        query ->
                                assertThat(query)
                                        .contains(
                                                "from=2026-11-13T16:00:00Z",
                                                "to=2026-11-16T16:00:00Z",
                                                "zone=Asia/Shanghai",
                                                "step=day",
                                                "by=model"));
    }

    @Test
    void presetsKeepTheFilterAndTheAddressHoldsAllOfIt() {
        String key = key("test key");
        Document page = browser.get("/usage?by=key&zone=UTC&key=" + key).page();
        assertThat(page.select(".seg a[aria-current]").text()).isEqualTo("7 days");
        assertThat(page.select(".seg a").eachAttr("href"))
                .allMatch(link -> link.endsWith("&zone=UTC&by=key&key=" + key));
        Browser.Seen day = browser.get(page.select(".seg a").eachAttr("href").getFirst());
        assertThat(day.status()).isEqualTo(200);
        assertThat(day.page().select("section:has(#steps) tbody tr, .empty")).isNotEmpty();
        assertThat(billing.queries().getLast()).doesNotContain("model=");
        assertThat(billing.queries()).anyMatch(q -> q.contains("step=hour") && q.contains(key));
    }

    @Test
    void whatIsLeftEmptyHasItsDefault() {
        Browser.Seen page = browser.get("/usage?from=&to=&zone=&step=&by=&model=&key=");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.page().select("#zone").attr("value")).isEqualTo("UTC");
    }

    @Test
    void aDayOf25HoursHas25Bars() {
        billing.answer(USAGE, 200, usage(row("2026-10-25T00:00:00Z", "one", 1, 0, 1)));
        Document page =
                browser.get("/usage?from=2026-10-25&to=2026-10-25&step=hour&zone=Europe/Stockholm")
                        .page();
        assertThat(page.select(".chart svg g")).hasSize(25);
        assertThat(page.select("section:has(#steps) tbody tr")).hasSize(25);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "from, not-a-date",
                "from, 2026-13-40",
                "from, 0001-01-01",
                "from, +99999-01-01",
                "from, <b>x</b>",
                "to, 2026-11-13",
                "to, 2028-01-01",
                "to, ''",
                "zone, Mars/Olympus",
                "zone, <script>",
                "zone, ../etc/passwd",
                "step, second",
                "by, colour",
                "model, nothing-like-it",
                "model, \"><img>",
                "key, not-an-id",
                "key, 01934f00-0000-7000-8000-0000000000ff"
            })
    void whatIsWrongIsSaidBesideTheFieldWhichKeepsWhatWasTyped(String field, String value) {
        String rest =
                List.of("from=2026-11-14", "to=2026-11-16", "zone=UTC").stream()
                        .filter(one -> !one.startsWith(field + "="))
                        .reduce("", (all, one) -> all + "&" + one);
        billing.asked().clear();
        Browser.Seen page =
                browser.get(
                        "/usage?"
                                + field
                                + "="
                                + URLEncoder.encode(value, StandardCharsets.UTF_8)
                                + rest);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.page().select("#" + field + "-error").text()).isNotEmpty();
        if (!field.equals("step") && !field.equals("by")) {
            String kept = "#" + field + ":not(select), #" + field + " option[selected]";
            assertThat(page.page().select(kept).attr("value")).isEqualTo(value);
        }
        assertThat(billing.asked()).doesNotContain(USAGE);
    }

    @Test
    void tooLongATimeSaysHowLongItMayBe() {
        assertThat(browser.get("/usage?from=2025-01-01&to=2026-11-16").text())
                .contains("At most 400 days at once.");
        assertThat(browser.get("/usage?from=2026-01-01&to=2026-11-16&step=hour").text())
                .contains("By the hour at most 31 days at once.");
        billing.refuse(USAGE, 400, "invalid_request");
        assertThat(browser.get("/usage?" + PERIOD).text()).contains("These are too many rows.");
    }

    @Test
    void theFileHoldsExactlyThoseRowsAndNoFormula() {
        String key = key("=test(\"1\"),2");
        billing.answer(
                USAGE,
                200,
                usage(
                        row("2026-11-13T16:00:00Z", key, 10, 1, 5_000_000_000_001L),
                        row("2026-11-14T16:00:00Z", "@else", 2, 0, 7)));
        Browser.Seen file = browser.get("/usage.csv?by=key&" + PERIOD);
        assertThat(file.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"usage_2026-11-14_2026-11-16.csv\"");
        assertThat(file.http().body())
                .isEqualTo(
                        """
                        start,zone,key,key_name,requests,failed,input,cache_read,cache_write_5m,cache_write_30m,cache_write_1h,input_audio,output,reasoning,output_audio,web_search,web_fetch,code_run,image,request,cost_tokens,charged_tokens
                        2026-11-14T00:00+08:00,Asia/Shanghai,%s,"'=test(""1""),2",10,1,1000,3000,0,0,0,0,200,50,0,0,0,0,0,0,5000000.000001,5000000.000001
                        2026-11-15T00:00+08:00,Asia/Shanghai,'@else,,2,0,1000,3000,0,0,0,0,200,50,0,0,0,0,0,0,0.000007,0.000007
                        """
                                .formatted(key)
                                .replace("\n", "\r\n"));
    }

    @Test
    void aFileOfAWrongPeriodIsNoFile() {
        Browser.Seen page = browser.get("/usage.csv?from=x");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.header("Content-Disposition")).isEmpty();
        billing.answer(USAGE, 503, "{}");
        assertThat(browser.get("/usage.csv").status()).isEqualTo(503);
    }

    @Test
    void whileBillingIsAwayUsageSaysSoAndStands() {
        billing.answer(USAGE, 503, "{}");
        billing.answer(CALLS, 503, "{}");
        for (String path : new String[] {"/usage", "/usage/requests"}) {
            Browser.Seen page = browser.get(path);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains("Usage can’t be read right now.", "Retry");
        }
    }

    @Test
    void eachRequestShowsTheArithmeticOfItsCharge() {
        String key = key("test key");
        billing.answer(
                CALLS,
                200,
                MoneyAnswers.page(
                        "older",
                        call("01934f00-0000-7000-8000-00000000000a", key, "completed", 4800500000L),
                        call("01934f00-0000-7000-8000-00000000000b", key, "failed", 0)));
        Browser.Seen page = browser.get("/usage/requests");
        assertThat(page.page().select("tbody tr").eachText().getFirst())
                .contains(
                        "01934f00-0000-7000-8000-00000000000a",
                        "claude-sonnet-4-5",
                        "test key",
                        "Input 1,200 × 3× = 3,600",
                        "Output 80 × 15× = 1,200",
                        "Web search 1 × 0.5× = 0.5",
                        "= 4,800.5",
                        "118,406,215",
                        "812 ms",
                        "3.4 s",
                        "Completed");
        assertThat(page.page().select("tbody tr").eachText().getLast())
                .contains("Failed, free", "not charged");
        assertThat(page.page().select(".pages a").attr("href"))
                .isEqualTo("/usage/requests?before=older&");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model=<b>", "key=1", "key=01934f00-0000-7000-8000-0000000000ff"})
    void requestsOfWhatIsNotThereAreNotAskedFor(String filter) {
        String[] pair = filter.split("=", 2);
        Browser.Seen page =
                browser.get(
                        "/usage/requests?"
                                + pair[0]
                                + "="
                                + URLEncoder.encode(pair[1], StandardCharsets.UTF_8));
        assertThat(page.status()).isEqualTo(422);
        assertThat(billing.asked()).doesNotContain(CALLS);
    }

    @Test
    void failedRequestsAreAskedForAlone() {
        billing.answer(CALLS, 200, MoneyAnswers.page("older"));
        Browser.Seen page = browser.get("/usage/requests?failed=yes");
        assertThat(billing.queries()).anyMatch(query -> query.contains("failed=true"));
        assertThat(page.page().select("input[name=failed]").hasAttr("checked")).isTrue();
        assertThat(browser.get("/usage/requests").page().select("input[name=failed][checked]"))
                .isEmpty();
        assertThat(billing.queries()).anyMatch(query -> query.contains("failed=false"));
    }

    @Test
    void nothingUsedLeadsOn() {
        billing.answer(USAGE, 200, usage());
        billing.answer(CALLS, 200, MoneyAnswers.page(null));
        assertThat(browser.get("/usage").text()).contains("Nothing was used in this time.");
        assertThat(browser.get("/usage/requests").text()).contains("No requests yet");
    }

    @Test
    void whereRequestsEndThatWereNotKeptThePageSaysSo() {
        String kept = "\"keptSince\": \"2026-10-18\"";
        String said = "Requests before 18 Oct 2026 are no longer kept one by one";
        String last =
                MoneyAnswers.page(
                        null, call(UUID.randomUUID().toString(), key("test key"), "completed", 1));
        billing.answer(CALLS, 200, last.replace("\"next\"", kept + ", \"next\""));
        assertThat(browser.get("/usage/requests").text()).contains(said);
        billing.answer(CALLS, 200, last.replace("\"next\": null", kept + ", \"next\": \"x\""));
        assertThat(browser.get("/usage/requests").text()).doesNotContain("18 Oct 2026");
        billing.answer(CALLS, 200, "{\"items\": [], \"next\": null, " + kept + "}");
        assertThat(browser.get("/usage/requests").text()).contains(said);
        billing.answer(CALLS, 200, last);
        assertThat(browser.get("/usage/requests").text()).doesNotContain("no longer kept");
    }
}
