package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Ids;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.common.usage.Outcome;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is read is what was booked.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
class StatementsTest {

    private static final long MILLION = 1_000_000_000_000L;

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Books books;
    private Wallet wallet;
    private UUID holder;
    private String token;
    private long seq;

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        books = visitor.books();
        wallet = books.wallet(MILLION);
        holder = books.holder();
        token = visitor.tokens().customer(visitor.member(wallet));
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    private JsonNode get(String path) throws Exception {
        Visitor.Answer answer = visitor.get("/v1/tenants/" + wallet.tenant() + path, token);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json();
    }

    /// Ships an event of that time and so many input tokens; the running billing books it.
    private Usage use(String at, long tokens, Outcome outcome) throws Exception {
        Usage usage =
                Usage.of(holder, ++seq, wallet, tokens)
                        .under(Ids.at(Instant.parse(at).toEpochMilli()))
                        .as(outcome);
        books.ship(usage.event());
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                books.number(
                                                "SELECT count(*) FROM usage.event WHERE id = ?",
                                                usage.id())
                                        == 1);
        return usage;
    }

    private static List<String> texts(JsonNode rows, String field) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.get(field).asText()));
        return texts;
    }

    @Test
    void aWalletTellsWhatIsBookedLeasedAndLeft() throws Exception {
        books.take(holder, wallet.id(), 100_000);
        JsonNode found = get("/wallet");
        assertThat(found.get("tenantId").asText()).isEqualTo(wallet.tenant().toString());
        assertThat(found.get("walletId").asText()).isEqualTo(wallet.id().toString());
        assertThat(found.get("postedMicro").asLong()).isEqualTo(MILLION);
        assertThat(found.get("leasedMicro").asLong()).isEqualTo(100_000);
        assertThat(found.get("availableMicro").asLong()).isEqualTo(MILLION - 100_000);
        assertThat(found.get("status").asText()).isEqualTo("active");
        assertThat(found.get("starterMicro").asLong()).isZero();
        assertThat(found.get("lastTopUp").isNull()).isTrue();
        assertThat(Instant.parse(found.get("createdAt").asText())).isBefore(Instant.now());
    }

    @Test
    void theLedgerRunsBackFromTheBalancePageByPage() throws Exception {
        use("2026-11-01T10:00:00Z", 5, Outcome.COMPLETED);
        use("2026-11-01T10:00:01Z", 7, Outcome.COMPLETED);
        books.ask(
                "SELECT billing.post_credit(?, 1000, 'promotion', 'a gift', 'admin', 'gift ' || ?::text)",
                wallet.id(),
                wallet.id());

        JsonNode first = get("/ledger?limit=2");
        assertThat(texts(first.get("items"), "kind")).containsExactly("credit", "usage");
        assertThat(texts(first.get("items"), "account")).containsExactly("promotion", "revenue");
        assertThat(texts(first.get("items"), "amountMicro")).containsExactly("1000", "-420000");
        assertThat(texts(first.get("items"), "balanceMicro"))
                .containsExactly(
                        Long.toString(MILLION - 720_000 + 1_000), Long.toString(MILLION - 720_000));

        JsonNode second = get("/ledger?limit=2&before=" + first.get("next").asText());
        assertThat(texts(second.get("items"), "amountMicro"))
                .containsExactly("-300000", Long.toString(MILLION));
        assertThat(texts(second.get("items"), "balanceMicro"))
                .containsExactly(Long.toString(MILLION - 300_000), Long.toString(MILLION));
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void aRequestShowsTheArithmeticOfItsCharge() throws Exception {
        Usage older = use("2026-11-02T10:00:00Z", 5, Outcome.COMPLETED);
        Usage newer = use("2026-11-02T10:00:05Z", 7, Outcome.COMPLETED);
        JsonNode page = get("/requests?limit=1");
        JsonNode item = page.at("/items/0");
        assertThat(item.get("id").asText()).isEqualTo(newer.id().toString());
        assertThat(item.get("model").asText()).isEqualTo(Usage.MODEL);
        assertThat(item.get("endpoint").asText()).isEqualTo("chat_completions");
        assertThat(item.get("outcome").asText()).isEqualTo("completed");
        assertThat(item.get("at").asText()).isEqualTo("2026-11-02T10:00:05Z");
        assertThat(item.get("counts")).hasSize(14);
        assertThat(item.get("ppm")).hasSize(14);
        assertThat(item.at("/counts/0").asLong() * item.at("/ppm/0").asLong())
                .isEqualTo(item.get("chargeMicro").asLong())
                .isEqualTo(7 * Usage.INPUT);
        assertThat(item.get("paidMicro").asLong()).isEqualTo(7 * Usage.INPUT);
        assertThat(item.get("balanceAfterMicro").asLong()).isEqualTo(MILLION - 12 * Usage.INPUT);

        JsonNode next = get("/requests?before=" + page.get("next").asText());
        assertThat(texts(next.get("items"), "id")).containsExactly(older.id().toString());
        assertThat(next.get("next").isNull()).isTrue();
    }

    @Test
    void requestsOfLongAgoFollowThoseOfToday() throws Exception {
        Usage ancient = use("2025-01-02T10:00:00Z", 1, Outcome.COMPLETED);
        Usage old = use("2026-03-02T10:00:00Z", 1, Outcome.COMPLETED);
        Usage fresh = use(Instant.now().toString(), 1, Outcome.COMPLETED);
        assertThat(texts(get("/requests?limit=2").get("items"), "id"))
                .containsExactly(fresh.id().toString(), old.id().toString());
        assertThat(texts(get("/requests?before=" + fresh.id()).get("items"), "id"))
                .containsExactly(old.id().toString(), ancient.id().toString());
        assertThat(get("/requests?before=" + new UUID(0, 0)).get("items")).isEmpty();
    }

    @Test
    void requestsAreFilteredByKeyAndModel() throws Exception {
        use("2026-11-02T10:00:00Z", 5, Outcome.COMPLETED);
        UUID key = new UUID(7, 7);
        assertThat(get("/requests?key=" + key).get("items")).hasSize(1);
        assertThat(get("/requests?key=" + UUID.randomUUID()).get("items")).isEmpty();
        assertThat(get("/requests?model=" + Usage.MODEL).get("items")).hasSize(1);
        assertThat(get("/requests?model=gpt-4o").get("items")).isEmpty();
        assertThat(get("/requests?model=" + Usage.MODEL + "&key=" + key).get("items")).hasSize(1);
    }

    @Test
    void failedRequestsAreFoundAmongAll() throws Exception {
        Usage broken = use("2026-11-02T10:00:00Z", 5, Outcome.BROKEN);
        Usage failed = use("2026-11-02T10:00:01Z", 0, Outcome.FAILED);
        use("2026-11-02T10:00:02Z", 5, Outcome.COMPLETED);
        use("2026-11-02T10:00:03Z", 5, Outcome.CLIENT_LEFT);
        assertThat(texts(get("/requests?failed=true").get("items"), "id"))
                .containsExactly(failed.id().toString(), broken.id().toString());
        assertThat(get("/requests?failed=false").get("items")).hasSize(4);
    }

    @Test
    void daysAreThoseOfTheZone() throws Exception {
        use("2026-06-01T18:14:59Z", 1, Outcome.COMPLETED);
        use("2026-06-01T18:15:00Z", 2, Outcome.COMPLETED);
        String range = "/usage?from=2026-06-01&to=2026-06-02&step=day&zone=";
        JsonNode kathmandu = get(range + "Asia/Kathmandu");
        assertThat(texts(kathmandu.get("rows"), "start"))
                .containsExactly("2026-06-01T00:00:00+05:45", "2026-06-02T00:00:00+05:45");
        assertThat(texts(kathmandu.get("rows"), "chargeMicro")).containsExactly("60000", "120000");
        assertThat(kathmandu.get("from").asText()).isEqualTo("2026-06-01T00:00:00+05:45");
        assertThat(kathmandu.get("to").asText()).isEqualTo("2026-06-03T00:00:00+05:45");

        JsonNode utc = get(range + "UTC");
        assertThat(texts(utc.get("rows"), "chargeMicro")).containsExactly("180000");
        assertThat(utc.at("/rows/0/counts/0").asLong()).isEqualTo(3);
    }

    @Test
    void theHourThatComesTwiceHasTwoRows() throws Exception {
        use("2026-11-01T05:30:00Z", 1, Outcome.COMPLETED);
        use("2026-11-01T06:30:00Z", 2, Outcome.COMPLETED);
        JsonNode rows =
                get("/usage?from=2026-11-01&to=2026-11-01&step=hour&zone=America/New_York")
                        .get("rows");
        assertThat(texts(rows, "start"))
                .containsExactly("2026-11-01T01:00:00-04:00", "2026-11-01T01:00:00-05:00");
    }

    @Test
    void usageIsToldApartByModelOrKeyAndSumsToTheLedger() throws Exception {
        use("2026-10-01T10:00:00Z", 5, Outcome.COMPLETED);
        use("2026-10-01T10:00:01Z", 7, Outcome.FAILED);
        use("2026-10-01T10:00:02Z", 9, Outcome.BROKEN);
        String range = "/usage?from=2026-10-01&to=2026-10-01&by=";
        JsonNode row = get(range + "model").at("/rows/0");
        assertThat(row.get("group").asText()).isEqualTo(Usage.MODEL);
        assertThat(row.get("requests").asLong()).isEqualTo(3);
        assertThat(row.get("failed").asLong()).isEqualTo(2);
        assertThat(row.get("chargeMicro").asLong()).isEqualTo(14 * Usage.INPUT);
        assertThat(row.get("paidMicro").asLong()).isEqualTo(5 * Usage.INPUT);
        assertThat(MILLION - row.get("paidMicro").asLong())
                .isEqualTo(get("/wallet").get("postedMicro").asLong());
        assertThat(get(range + "key").at("/rows/0/group").asText())
                .isEqualTo(new UUID(7, 7).toString());
        assertThat(get(range + "none").at("/rows/0/group").isNull()).isTrue();
        assertThat(get(range + "none&model=gpt-4o").get("rows")).isEmpty();
        assertThat(get(range + "none&key=" + new UUID(7, 7)).get("rows")).hasSize(1);
    }

    @Test
    void tokensAreToldByKindUnlessTheyNeedNotBe() throws Exception {
        use("2026-10-02T10:00:00Z", 5, Outcome.COMPLETED);
        String range = "/usage?from=2026-10-02&to=2026-10-02";
        assertThat(get(range).at("/rows/0/counts")).hasSize(14);
        JsonNode row = get(range + "&counts=false").at("/rows/0");
        assertThat(row.get("counts")).isEmpty();
        assertThat(row.get("chargeMicro").asLong()).isEqualTo(5 * Usage.INPUT);
    }

    @Test
    void aKeyTellsWhatItWasUsedForAndWhenLast() throws Exception {
        String now = Instant.ofEpochSecond(Instant.now().getEpochSecond()).toString();
        use(now, 5, Outcome.COMPLETED);
        JsonNode items = get("/keys/usage").get("items");
        assertThat(items).hasSize(1);
        assertThat(items.at("/0/keyId").asText()).isEqualTo(new UUID(7, 7).toString());
        assertThat(items.at("/0/requests").asLong()).isEqualTo(1);
        assertThat(items.at("/0/chargeMicro").asLong()).isEqualTo(5 * Usage.INPUT);
        assertThat(items.at("/0/lastUsedAt").asText()).isEqualTo(now);
    }

    @Test
    void anAdminSeesTheBalancesOfMany() throws Exception {
        Wallet other = books.wallet(7);
        JsonNode items =
                visitor.get(
                                "/v1/tenants/balances?ids=%s,%s,%s"
                                        .formatted(
                                                wallet.tenant(), other.tenant(), UUID.randomUUID()),
                                visitor.tokens().admin(UUID.randomUUID()))
                        .json()
                        .get("items");
        assertThat(texts(items, "tenantId"))
                .containsExactlyInAnyOrder(wallet.tenant().toString(), other.tenant().toString());
        assertThat(texts(items, "postedMicro"))
                .containsExactlyInAnyOrder(Long.toString(MILLION), "7");
    }

    @Test
    void theProofIsShownAndKeptForSeconds() throws Exception {
        String admin = visitor.tokens().admin(UUID.randomUUID());
        JsonNode first = visitor.get("/v1/admin/verify", admin).json();
        assertThat(texts(first.get("items"), "code")).contains("L1", "U3", "R1");
        assertThat(texts(first.get("items"), "ok")).containsOnly("true");
        assertThat(visitor.get("/v1/admin/verify", admin).json().get("at"))
                .isEqualTo(first.get("at"));
    }
}
