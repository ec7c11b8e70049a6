package dev.aibridge.billing.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.books.Wallet;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Wallet wallet;
    private String customer;
    private String admin;

    @BeforeAll
    void come() throws Exception {
        visitor = new Visitor(base);
    }

    @BeforeEach
    void makeATenant() throws Exception {
        wallet = visitor.books().wallet(1_000_000);
        customer = visitor.tokens().customer(visitor.member(wallet));
        admin = visitor.tokens().admin(UUID.randomUUID());
    }

    @AfterAll
    void leave() {
        visitor.close();
    }

    private String path(String rest) {
        return "/v1/tenants/" + wallet.tenant() + rest;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ledger?limit=0",
                "/ledger?limit=201",
                "/ledger?limit=-1",
                "/ledger?limit=1.5",
                "/ledger?limit=ten",
                "/ledger?limit=99999999999999999999999",
                "/ledger?limit=%D9%A1%D9%A0",
                "/ledger?before=-5",
                "/ledger?before=x",
                "/ledger?before=9999999999999999999",
                "/ledger?before=1%27%20OR%201=1",
                "/requests?limit=0",
                "/requests?limit=201",
                "/requests?before=1-1-1-1-1",
                "/requests?before=%00",
                "/requests?key=mine",
                "/requests?model=%00",
                "/usage",
                "/usage?from=2026-01-01",
                "/usage?to=2026-01-01",
                "/usage?from=yesterday&to=2026-01-01",
                "/usage?from=2026-02-30&to=2026-03-01",
                "/usage?from=2026-01-01T00:00:00&to=2026-01-02",
                "/usage?from=2026-02-01&to=2026-01-01",
                "/usage?from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                "/usage?from=2024-01-01&to=2026-01-01",
                "/usage?from=%2B999999999-12-31&to=%2B999999999-12-31",
                "/usage?from=0000-01-01&to=0000-01-02",
                "/usage?from=9999-01-01&to=9999-12-31",
                "/usage?from=2026-01-01&to=2026-01-02&zone=Mars/Olympus",
                "/usage?from=2026-01-01&to=2026-01-02&zone=UTC%27--",
                "/usage?from=2026-01-01&to=2026-01-02&step=minute",
                "/usage?from=2026-01-01&to=2026-01-02&step=DAY",
                "/usage?from=2026-01-01&to=2026-01-02&by=everything",
                "/usage?from=2026-01-01&to=2026-01-02&key=1",
                "/usage?from=2026-01-01&to=2026-01-02&counts=some",
                "/requests?failed=maybe",
            })
    void aQueryThatMakesNoSenseIsRefusedWithItsName(String query) throws Exception {
        visitor.get(path(query), customer).assertProblem(400);
    }

    @Test
    void anEmptyParameterIsLikeOneThatIsMissing() throws Exception {
        assertThat(visitor.get(path("/requests?limit=&model=&key=&before="), customer).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "a,b", "00000000-0000-4000-8000-00000000c001,", ","})
    void balancesOfWhatAreNoIdsAreRefused(String ids) throws Exception {
        visitor.get("/v1/tenants/balances?ids=" + ids, admin).assertProblem(400);
    }

    @Test
    void balancesAreAnsweredForTwoHundredTenantsAndForNoMore() throws Exception {
        assertThat(visitor.get("/v1/tenants/balances?ids=" + ids(200), admin).status())
                .isEqualTo(200);
        visitor.get("/v1/tenants/balances?ids=" + ids(201), admin).assertProblem(400);
    }

    private static String ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> UUID.randomUUID().toString())
                .collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "[]",
                "{}",
                "{",
                "\"credit\"",
                "{'tokensMicro': 1}",
                "{\"tokensMicro\": 1}",
                "{\"reason\": \"r\"}",
                "{\"tokensMicro\": null, \"reason\": \"r\"}",
                "{\"tokensMicro\": 1, \"reason\": null}",
                "{\"tokensMicro\": 0, \"reason\": \"r\"}",
                "{\"tokensMicro\": \"1\", \"reason\": \"r\"}",
                "{\"tokensMicro\": 1.0, \"reason\": \"r\"}",
                "{\"tokensMicro\": 1e3, \"reason\": \"r\"}",
                "{\"tokensMicro\": true, \"reason\": \"r\"}",
                "{\"tokensMicro\": [1], \"reason\": \"r\"}",
                "{\"tokensMicro\": 10000000000000001, \"reason\": \"r\"}",
                "{\"tokensMicro\": -10000000000000001, \"reason\": \"r\"}",
                "{\"tokensMicro\": 9223372036854775808, \"reason\": \"r\"}",
                "{\"tokensMicro\": -9223372036854775808, \"reason\": \"r\"}",
                "{\"tokensMicro\": 99999999999999999999999999, \"reason\": \"r\"}",
                "{\"tokensMicro\": 1, \"reason\": \"\"}",
                "{\"tokensMicro\": 1, \"reason\": \"  \"}",
                "{\"tokensMicro\": 1, \"reason\": 7}",
                "{\"tokensMicro\": 1, \"reason\": \"r\\u0000\"}",
                "{\"tokensMicro\": 1, \"reason\": \"r\", \"actor\": \"me\"}",
                "{\"tokensMicro\": 1, \"tokensMicro\": 2, \"reason\": \"r\"}",
                "{\"tokensMicro\": 1, \"reason\": \"r\"} {}",
            })
    void aBodyThatIsNotTheOneThatIsMeantBooksNothing(String body) throws Exception {
        visitor.call("POST", path("/credits"), admin, body).assertProblem(400);
        assertThat(visitor.get(path("/wallet"), customer).json().get("postedMicro").asLong())
                .isEqualTo(1_000_000);
    }

    @Test
    void textsAreTakenUpToTheirLengthAndNoFurther() throws Exception {
        String right = "{\"tokensMicro\": 1, \"reason\": \"%s\"}";
        assertThat(
                        visitor.call(
                                        "POST",
                                        path("/credits"),
                                        admin,
                                        right.formatted("r".repeat(500)),
                                        "k".repeat(200))
                                .status())
                .isEqualTo(200);
        visitor.call("POST", path("/credits"), admin, right.formatted("r".repeat(501)))
                .assertProblem(400);
        visitor.call("POST", path("/credits"), admin, right.formatted("r"), "k".repeat(201))
                .assertProblem(400);
    }

    @Test
    void markupAndEmojiInAReasonAreKeptAsTheyAre() throws Exception {
        String reason = "<script>alert(1)</script> \u202E \uD83D\uDE00 '; DROP TABLE x; --";
        Answer answer =
                visitor.call(
                        "POST",
                        path("/credits"),
                        admin,
                        "{\"tokensMicro\": 1, \"reason\": \"%s\"}".formatted(reason));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(visitor.get(path("/ledger"), customer).json().at("/items/0/reason").asText())
                .isEqualTo(reason);
    }

    @Test
    void jsonThatIsNestedTooDeepIsRefused() throws Exception {
        visitor.call("POST", path("/credits"), admin, "[".repeat(100_000)).assertProblem(400);
    }

    @Test
    void aBodyOfMoreThanAMegabyteIsRefused() throws Exception {
        String huge = "{\"reason\": \"" + "x".repeat(2_000_000) + "\"}";
        // Who does not wait for a word may meet the closed connection before the answer.
        visitor.send(
                        visitor.request(path("/credits"), admin)
                                .header(IdempotencyKey.HEADER, "k")
                                .header("content-type", "application/json")
                                .expectContinue(true)
                                .POST(BodyPublishers.ofString(huge)))
                .assertProblem(413);
    }

    @Test
    void aBodyOfMoreThanAMegabyteWithoutALengthIsRefused() throws Exception {
        byte[] huge = ("{\"reason\": \"" + "x".repeat(2_000_000) + "\"}").getBytes(UTF_8);
        Answer answer =
                visitor.send(
                        visitor.request(path("/credits"), admin)
                                .header(IdempotencyKey.HEADER, "k")
                                .header("content-type", "application/json")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(huge))));
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void aBodyThatIsNoJsonIsRefused() throws Exception {
        visitor.send(
                        visitor.request(path("/credits"), admin)
                                .header(IdempotencyKey.HEADER, "k")
                                .header("content-type", "text/plain")
                                .POST(BodyPublishers.ofString("hello")))
                .assertProblem(415);
    }

    @Test
    void anAnswerInAnotherFormIsRefused() throws Exception {
        visitor.send(visitor.request(path("/wallet"), customer).header("accept", "text/csv").GET())
                .assertProblem(406);
    }

    @Test
    void aMethodThatARouteDoesNotHaveIsRefused() throws Exception {
        visitor.call("DELETE", path("/wallet"), customer, null).assertProblem(405);
        visitor.call("PATCH", path("/credits"), admin, "{}").assertProblem(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/nothing",
                "/v1/tenants",
                "/v1//wallet",
                "/v2/products",
                "/q/health",
                "/%2e%2e/etc/passwd",
                "/v1/tenants/%00/wallet"
            })
    void aPathThatIsNotThereIsNotFound(String path) throws Exception {
        visitor.get(path, admin).assertProblem(404);
    }

    @Test
    void theClientsOwnRequestIdComesBackUnlessItIsNone() throws Exception {
        assertThat(withId("abc-123").header("x-request-id")).isEqualTo("abc-123");
        assertThat(withId("a b").header("x-request-id")).matches("[0-9a-f-]{36}");
        assertThat(withId("x".repeat(129)).header("x-request-id")).matches("[0-9a-f-]{36}");
    }

    private Answer withId(String id) throws Exception {
        return visitor.send(
                visitor.request(path("/wallet"), customer).header("x-request-id", id).GET());
    }
}
