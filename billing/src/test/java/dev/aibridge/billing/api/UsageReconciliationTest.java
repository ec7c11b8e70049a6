package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.billing.vendor.Vendors;
import dev.aibridge.common.usage.Outcome;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What was metered beside what the sandbox's OpenAI bills. The tolerance is 1 %, 10,000 tokens and
/// 3 requests.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Vendors.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class UsageReconciliationTest {

    private static final String USAGE_RUNS = "/v1/admin/reconciliation/usage-runs";
    private static final String RUNS = "/v1/admin/reconciliation/runs";
    private static final String GPT = "gpt-4o";
    private static final String MINI = "gpt-4o-mini";

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Wallet wallet;
    private String admin;

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        wallet = visitor.books().wallet(100_000_000_000_000L);
        admin = visitor.tokens().admin(UUID.randomUUID());
        // Each test has the days for itself.
        Vendors.forget();
        visitor.books().run("TRUNCATE billing.finding");
        visitor.books().run("UPDATE usage.event SET channel_id = 'elsewhere'");
    }

    @AfterEach
    void everyInvariantHolds() throws Exception {
        assertThat(visitor.books().broken()).isEmpty();
        visitor.close();
    }

    private static LocalDate day(int daysAgo) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(daysAgo);
    }

    private static Instant noon(int daysAgo) {
        return day(daysAgo).atStartOfDay().toInstant(ZoneOffset.UTC).plus(12, ChronoUnit.HOURS);
    }

    private JsonNode compare() throws Exception {
        Answer runs = visitor.call("POST", USAGE_RUNS, admin, null);
        assertThat(runs.status()).as(runs.raw().body()).isEqualTo(201);
        for (JsonNode run : runs.json().path("items")) {
            if (run.path("account").asText().equals("OPENAI")) {
                assertThat(run.path("failure").isNull()).as(run.toString()).isTrue();
                assertThat(run.path("endedAt").isNull()).isFalse();
                return run;
            }
        }
        throw new AssertionError("not compared: " + runs.json());
    }

    private void book(Metered metered, int times) throws Exception {
        metered.book(visitor.books(), wallet, times);
    }

    /// What is open: kind, subject without its day, ours, theirs.
    private List<?> open() throws Exception {
        return visitor.books()
                .rows(
                        "SELECT kind, regexp_replace(subject, ' [0-9-]{10} ', ' '), ours::bigint, theirs::bigint"
                                + " FROM billing.finding WHERE gone_at IS NULL ORDER BY subject");
    }

    @Test
    void whatAgreesIsNoFindingWhateverTheVendorCallsTheModel() throws Exception {
        book(Metered.of(GPT, noon(1), 100_000, 50_000, 2_000), 10);
        book(Metered.of(MINI, noon(4), 70_000, 0, 100).as(Outcome.CLIENT_LEFT), 5);
        Vendors.bill(GPT, noon(1), 10, 150_000, 50_000, 2_000);
        Vendors.bill(MINI, noon(4), 5, 70_000, 0, 100);
        JsonNode run = compare();
        assertThat(run.path("compared").asLong()).isEqualTo(8);
        assertThat(run.path("what").asText()).isEqualTo("usage");
        assertThat(run.path("since").asText()).startsWith(day(4).toString());
        assertThat(run.path("until").asText()).startsWith(day(0).toString());
        assertThat(open()).isEqualTo(List.of());
        assertThat(
                        visitor.books()
                                .number(
                                        "SELECT count(*) FROM billing.vendor_usage WHERE model = 'gpt-4o-2024-08-06'"))
                .isOne();
    }

    @Test
    void aDifferenceIsFoundUntilTheVendorHasReportedAll() throws Exception {
        book(Metered.of(GPT, noon(1), 100_000, 0, 20_000), 10);
        Vendors.bill(GPT, noon(1), 4, 100_000, 0, 20_000);
        compare();
        assertThat(open())
                .isEqualTo(
                        List.of(
                                List.of(
                                        "amount_differs",
                                        "gpt-4o input_tokens",
                                        1_000_000L,
                                        400_000L),
                                List.of(
                                        "amount_differs",
                                        "gpt-4o output_tokens",
                                        200_000L,
                                        80_000L),
                                List.of("amount_differs", "gpt-4o requests", 10L, 4L)));
        Vendors.bill(GPT, noon(1).plusSeconds(3_600), 6, 100_000, 0, 20_000);
        compare();
        assertThat(open()).isEqualTo(List.of());
        assertThat(visitor.books().number("SELECT count(*) FROM billing.finding")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "100000,90000,true",
        "100000,89999,false",
        "100000,110000,true",
        "100000,110001,false",
        "5000000,5050505,true",
        "5000000,5050506,false",
        "5000000,4950000,true",
        "5000000,4949999,false"
    })
    void whatDiffersLittleIsNoFindingEitherWay(long ours, long theirs, boolean agrees)
            throws Exception {
        book(Metered.of(MINI, noon(2), ours, 0, 0), 1);
        Vendors.bill(MINI, noon(2), 1, theirs, 0, 0);
        compare();
        assertThat(open())
                .isEqualTo(
                        agrees
                                ? List.of()
                                : List.of(
                                        List.of(
                                                "amount_differs",
                                                "gpt-4o-mini input_tokens",
                                                ours,
                                                theirs)));
    }

    @Test
    void whatNobodyOfOursAskedForIsMissingHereOnce() throws Exception {
        Vendors.bill("gpt-5.4", noon(3), 40, 90_000, 0, 1_000);
        compare();
        assertThat(open())
                .isEqualTo(List.of(Arrays.asList("missing_here", "gpt-5.4 requests", null, 40L)));
    }

    @Test
    void whatTheVendorDoesNotBillIsMissingThereOnce() throws Exception {
        book(Metered.of(GPT, noon(1), 90_000, 0, 1_000), 2);
        compare();
        assertThat(open())
                .isEqualTo(
                        List.of(
                                Arrays.asList(
                                        "missing_there", "gpt-4o input_tokens", 180_000L, null)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-300, 300})
    void aRequestThatRanOverMidnightMayBeOnEitherDay(int vendorSeconds) throws Exception {
        Instant midnight = noon(2).plus(12, ChronoUnit.HOURS);
        book(
                Metered.of(GPT, midnight.minusSeconds(600), 100_000, 0, 5_000)
                        .lasting(Duration.ofMinutes(20)),
                8);
        Vendors.bill(GPT, midnight.plusSeconds(vendorSeconds), 8, 100_000, 0, 5_000);
        compare();
        assertThat(open()).isEqualTo(List.of());
        book(Metered.of(GPT, midnight.plusSeconds(70), 100_000, 0, 0), 16);
        compare();
        assertThat(open()).as("these are of the second day alone").isNotEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "BROKEN,0,true",
        "BROKEN,9,true",
        "ABANDONED,9,true",
        "EMPTY,0,true",
        "BROKEN,13,false",
        "REFUSED,0,true",
        "REFUSED,9,false",
        "FAILED,9,true",
        "FAILED,13,false"
    })
    void whatBrokeMayBeBilledOrNot(Outcome outcome, int billed, boolean agrees) throws Exception {
        boolean empty = outcome.payer() == Outcome.Payer.NOBODY;
        book(Metered.of(GPT, noon(1), 1_000, 0, 10), 1);
        book(Metered.of(GPT, noon(1), empty ? 0 : 500, 0, 0).as(outcome), 9);
        Vendors.bill(GPT, noon(1), 1 + billed, 500, 0, 1);
        compare();
        assertThat(open().isEmpty()).as(open().toString()).isEqualTo(agrees);
    }

    @ParameterizedTest
    @CsvSource({"10,true", "20,true", "24,false"})
    void attemptsThatBroughtNoAnswerMayBeBilledLikeAnswers(int billed, boolean agrees)
            throws Exception {
        book(Metered.of(MINI, noon(1), 40_000, 0, 500).after(2), 10);
        Vendors.bill(MINI, noon(1), billed, 40_000, 0, 500);
        compare();
        assertThat(open().isEmpty()).as(open().toString()).isEqualTo(agrees);
    }

    @Test
    void whatWasCountedHereMayHaveBeenCachedThere() throws Exception {
        book(Metered.of(MINI, noon(1), 100_000, 0, 500).countedHere(), 5);
        Vendors.bill(MINI, noon(1), 5, 100_000, 90_000, 500);
        compare();
        assertThat(open()).isEqualTo(List.of());
    }

    @Test
    void whatAnAdminSettledStaysSettledUntilItsFiguresChange() throws Exception {
        Vendors.bill("gpt-5.4", noon(3), 40, 100, 0, 10);
        compare();
        String id = String.valueOf(visitor.books().ask("SELECT id FROM billing.finding"));
        String path = "/v1/admin/reconciliation/findings/" + id;
        JsonNode finding = visitor.get(path, admin).json();
        assertThat(finding.path("account").asText()).isEqualTo("OPENAI");
        assertThat(finding.path("unit").asText()).isEqualTo("requests");
        visitor.call("POST", path + "/resolve", admin, "{\"note\": \"the playground\"}");
        assertThat(compare().path("findings").asLong()).isZero();
        Vendors.bill("gpt-5.4", noon(3), 1, 100, 0, 10);
        assertThat(compare().path("findings").asLong()).isOne();
        assertThat(visitor.get(path, admin).json().path("resolvedAt").isNull()).isTrue();
    }

    @Test
    void aVendorThatIsAwayOrRefusesIsWrittenDownAndTheOthersAreCompared() throws Exception {
        visitor.books()
                .run(
                        "INSERT INTO billing.finding (what, account, kind, subject, day, unit, ours)"
                                + " VALUES ('usage', 'QWEN', 'missing_there', 'qwen-max', ?::date, 'requests', 9)",
                        day(1).toString());
        compare();
        assertThat(open()).as("nobody said that it is gone").hasSize(1);
        String runs = visitor.get(RUNS + "?limit=3", admin).json().path("items").toString();
        assertThat(runs)
                .contains("DEEPSEEK answered 401 when asked for its usage")
                .contains("QWEN does not answer (ConnectException)")
                .doesNotContain("sk-admin");
    }

    @Test
    void oneReplicaComparesAtATime() throws Exception {
        try (var connection = visitor.books().owner().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(4242020)");
            Answer busy = visitor.call("POST", USAGE_RUNS, admin, null);
            busy.assertProblem(409);
            assertThat(busy.code()).isEqualTo("reconciliation_running");
            statement.execute("SELECT pg_advisory_unlock(4242020)");
        }
        compare();
    }
}
