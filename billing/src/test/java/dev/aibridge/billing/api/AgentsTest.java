package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.books.Agency;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
class AgentsTest {

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Agency agency;
    private Wallet agent;
    private Wallet customer;
    private UUID subject;
    private String token;

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        agency = new Agency(visitor.books());
        agent = agency.agent(1_000_000);
        customer = agency.assign(visitor.books().wallet(0), agent);
        subject = visitor.member(agent);
        token = visitor.tokens().agent(subject);
    }

    @AfterEach
    void everyInvariantHolds() throws Exception {
        assertThat(visitor.books().broken()).isEmpty();
        visitor.close();
    }

    private String path() {
        return "/v1/tenants/" + agent.tenant() + "/customers/" + customer.tenant();
    }

    private Answer handOver(long micro, String key) throws Exception {
        return visitor.call(
                "POST",
                path() + "/handovers",
                token,
                """
                {"tokensMicro": %d, "note": "March"}
                """
                        .formatted(micro),
                key);
    }

    private Answer takeBack(long micro, String key) throws Exception {
        return visitor.call(
                "POST",
                path() + "/take-backs",
                token,
                """
                {"tokensMicro": %d, "reason": "a mistake"}
                """
                        .formatted(micro),
                key);
    }

    private long posted(Wallet whose) throws Exception {
        return visitor.books().number("SELECT posted FROM billing.wallet WHERE id = ?", whose.id());
    }

    private List<?> acts() throws Exception {
        return visitor.books()
                .rows(
                        "SELECT actor, action, target, reason, detail::text FROM audit.entry"
                                + " WHERE tenant_id = ? ORDER BY id",
                        customer.tenant());
    }

    @Test
    void tokensAreHandedOnAndTakenBackAndItIsWrittenDownWhoDid() throws Exception {
        Answer given = handOver(600_000, "k1");
        assertThat(given.status()).as(given.raw().body()).isEqualTo(200);
        assertThat(given.json().get("postedMicro").asLong()).isEqualTo(600_000);
        assertThat(given.json().get("unspentMicro").asLong()).isEqualTo(600_000);

        Answer back = takeBack(100_000, "k2");
        assertThat(back.status()).as(back.raw().body()).isEqualTo(200);
        assertThat(back.json().get("handedMicro").asLong()).isEqualTo(500_000);
        assertThat(posted(agent)).isEqualTo(500_000);
        assertThat(posted(customer)).isEqualTo(500_000);
        assertThat(acts())
                .isEqualTo(
                        List.of(
                                List.of(
                                        subject,
                                        "tokens.hand_over",
                                        "agent:" + agent.tenant(),
                                        "March",
                                        "{\"tokensMicro\": 600000}"),
                                List.of(
                                        subject,
                                        "tokens.take_back",
                                        "agent:" + agent.tenant(),
                                        "a mistake",
                                        "{\"tokensMicro\": -100000}")));
        JsonNode lines = visitor.get(path() + "/handovers", token).json().get("items");
        assertThat(lines.findValuesAsText("tokensMicro")).containsExactly("-100000", "600000");
    }

    @Test
    void bothLedgersSayWhomTheTokensCameFromAndWentTo() throws Exception {
        handOver(600_000, "k1");
        String member = visitor.tokens().customer(visitor.member(customer));
        JsonNode got =
                visitor.get("/v1/tenants/" + customer.tenant() + "/ledger", member)
                        .json()
                        .at("/items/0");
        assertThat(got.get("kind").asText()).isEqualTo("handover");
        assertThat(got.get("account").asText()).isEqualTo("agent:" + agent.tenant());
        assertThat(got.get("reason").asText()).isEqualTo("March");
        JsonNode gave =
                visitor.get("/v1/tenants/" + agent.tenant() + "/ledger", token)
                        .json()
                        .at("/items/0");
        assertThat(gave.get("account").asText()).isEqualTo("agent:" + customer.tenant());
        assertThat(gave.get("amountMicro").asLong()).isEqualTo(-600_000);
    }

    @RepeatedTest(20)
    void ofFiftyHandoversOfTheLastTokensAtOnceExactlyWhatIsThereMoves() throws Exception {
        Callable<Integer> call = () -> handOver(60_000, UUID.randomUUID().toString()).status();
        List<Integer> statuses = atOnce(50, call);
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(16);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(34);
        assertThat(posted(agent)).isEqualTo(40_000);
        assertThat(posted(customer)).isEqualTo(960_000);
    }

    @Test
    void theSameKeyMovesOnceEvenInTwentyCallsAtOnce() throws Exception {
        Callable<Answer> again = () -> handOver(300_000, "twice");
        assertThat(atOnce(20, () -> Visitor.untilItRan(again).status())).containsOnly(200);
        assertThat(posted(customer)).isEqualTo(300_000);
        assertThat(acts()).hasSize(1);
        assertThat(handOver(300_001, "twice").code()).isEqualTo("idempotency_key_reused");
        assertThat(takeBack(300_000, "twice").code()).isEqualTo("idempotency_key_reused");
    }

    private static List<Integer> atOnce(int calls, Callable<Integer> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads
                    .invokeAll(IntStream.range(0, calls).mapToObj(_ -> call).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    @Test
    void handingOnAndBackBothWaysAtOnceNeverDeadlocks() throws Exception {
        handOver(500_000, "first");
        List<Callable<Integer>> calls =
                List.of(
                        () -> handOver(1_000, UUID.randomUUID().toString()).status(),
                        () -> takeBack(1_000, UUID.randomUUID().toString()).status());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status :
                    threads.invokeAll(
                            IntStream.range(0, 40).mapToObj(i -> calls.get(i % 2)).toList())) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
        assertThat(posted(customer)).isEqualTo(500_000);
    }

    @Test
    void nothingIsHandedOnOfWhatIsLeasedNorTakenBackOfWhatIsSpent() throws Exception {
        visitor.books().take(visitor.books().holder(), agent.id(), 400_000);
        assertThat(handOver(600_001, "k1").code()).isEqualTo("insufficient");
        assertThat(handOver(600_000, "k2").status()).isEqualTo(200);
        visitor.books().take(visitor.books().holder(), customer.id(), 250_000);
        assertThat(takeBack(350_001, "k3").code()).isEqualTo("insufficient");
        assertThat(takeBack(350_000, "k4").status()).isEqualTo(200);
        assertThat(posted(customer)).isEqualTo(250_000);
    }

    @Test
    void onlyTheAgentsOwnTokensAreTakenBack() throws Exception {
        handOver(100_000, "k1");
        visitor.books()
                .ask(
                        "SELECT billing.post_credit(?, 500000, 'promotion', 'test', 'test', ?)",
                        customer.id(),
                        "own " + customer.id());
        assertThat(takeBack(100_001, "k2").code()).isEqualTo("insufficient");
        assertThat(takeBack(100_000, "k3").status()).isEqualTo(200);
        assertThat(posted(customer)).isEqualTo(500_000);
    }

    @Test
    void aSuspendedAgentMovesNothing() throws Exception {
        handOver(100_000, "k1");
        visitor.books()
                .run(
                        "UPDATE accounts.tenant SET status = 'suspended' WHERE id = ?",
                        agent.tenant());
        assertThat(handOver(1, "k2").code()).isEqualTo("agent_suspended");
        assertThat(takeBack(1, "k3").code()).isEqualTo("agent_suspended");
        assertThat(handOver(100_000, "k1").status()).isEqualTo(200);
        assertThat(posted(customer)).isEqualTo(100_000);
    }

    @Test
    void aCustomerThatHasLeftIsNobodysHere() throws Exception {
        handOver(100_000, "k1");
        agency.assign(customer, agency.agent(0));
        assertThat(handOver(1, "k2").status()).isEqualTo(404);
        assertThat(takeBack(1, "k3").status()).isEqualTo(404);
        assertThat(visitor.get(path(), token).status()).isEqualTo(404);
        assertThat(posted(customer)).isEqualTo(100_000);
    }

    @Test
    void aCustomerWithoutAWalletGetsOne() throws Exception {
        UUID tenant = UUID.randomUUID();
        visitor.books()
                .run(
                        "INSERT INTO accounts.tenant (id, name, agent_id) VALUES (?, 'new', ?)",
                        tenant,
                        agent.tenant());
        customer = new Wallet(UUID.randomUUID(), tenant);
        Answer given = handOver(1_000, "k1");
        assertThat(given.json().get("postedMicro").asLong()).isEqualTo(1_000);
    }

    @Test
    void anAgentMayBeAnothersCustomerAndNobodyIsBelowThemselves() throws Exception {
        Wallet below = agency.assign(agency.agent(0), agent);
        Wallet deep = agency.assign(agency.agent(0), below);
        assertThatThrownBy(() -> agency.assign(agent, deep)).hasMessageContaining("below itself");
        assertThatThrownBy(() -> agency.assign(agent, agent)).hasMessageContaining("below itself");
        assertThatThrownBy(() -> agency.assign(agent, customer)).hasMessageContaining("no agent");
        assertThat(agency.move(agent, below, 1_000)).isEqualTo("moved");
        assertThat(agency.move(below, deep, 400)).isEqualTo("moved");
        assertThat(agency.move(agent, deep, 1)).isEqualTo("not_a_customer");
        assertThat(agency.move(agent, below, -601)).isEqualTo("insufficient");
        assertThat(agency.move(agent, below, -600)).isEqualTo("moved");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "10000000000000001", "9223372036854775807"})
    void anAbsurdAmountIsRefused(long micro) throws Exception {
        assertThat(handOver(micro, "k1").status()).isEqualTo(400);
        assertThat(takeBack(micro, "k2").status()).isEqualTo(400);
        assertThat(acts()).isEmpty();
    }

    @Test
    void theStatementTellsMonthByMonthWhatPassedAndWhatWasSpent() throws Exception {
        handOver(700_000, "k1");
        takeBack(100_000, "k2");
        UUID holder = visitor.books().holder();
        visitor.books().take(holder, customer.id(), 3 * Usage.INPUT);
        visitor.books().ship(Usage.of(holder, 1, customer, 3).event());
        await().until(() -> posted(customer) == 600_000 - 3 * Usage.INPUT);
        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        Answer answer =
                visitor.get(
                        "/v1/tenants/%s/customers/statement?from=%s&to=%s"
                                .formatted(agent.tenant(), now.minusMonths(2), now),
                        token);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        assertThat(answer.json().get("items")).hasSize(1);
        JsonNode row = answer.json().at("/items/0");
        assertThat(row.get("month").asText()).isEqualTo(now.atDay(1).toString());
        assertThat(row.get("customerId").asText()).isEqualTo(customer.tenant().toString());
        assertThat(row.get("handedMicro").asLong()).isEqualTo(700_000);
        assertThat(row.get("takenBackMicro").asLong()).isEqualTo(100_000);
        assertThat(row.get("spentMicro").asLong()).isEqualTo(3 * Usage.INPUT);
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-01",
        "from=2026-02&to=2026-01",
        "from=2024-01&to=2026-01",
        "from=2026-1&to=2026-02",
        "from=1999-12&to=1999-12",
        "from=2026-01&to=2026-01&zone=Nowhere/There"
    })
    void aStatementOfNoMonthsIsRefused(String query) throws Exception {
        visitor.get("/v1/tenants/" + agent.tenant() + "/customers/statement?" + query, token)
                .assertProblem(400);
    }
}
