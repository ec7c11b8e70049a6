package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.api.Route.Who;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.books.Wallet;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a changing call that is sent twice does, and which ones are not let in.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
class IdempotencyTest {

    private static final String CREDIT = "{\"tokensMicro\": 1, \"reason\": \"thanks\"}";

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Wallet wallet;
    private String member;
    private String admin;

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        wallet = visitor.books().wallet(1_000_000);
        member = visitor.tokens().customer(visitor.member(wallet));
        admin = visitor.tokens().admin(UUID.randomUUID());
    }

    @AfterEach
    void leave() throws Exception {
        assertThat(visitor.books().broken()).isEmpty();
        visitor.close();
    }

    static Stream<Route> changing() {
        return Route.ALL.stream().filter(Route::isChanging);
    }

    private Answer call(Route route, UUID thing, String key) throws Exception {
        String token = route.who() == Who.ADMIN ? admin : member;
        String path = route.path(wallet.tenant(), thing);
        return visitor.call(route.method(), path, token, route.body(thing), key);
    }

    private List<?> booked() throws Exception {
        return visitor.books()
                .rows(
                        "SELECT (SELECT count(*) FROM billing.transaction), (SELECT count(*) FROM audit.entry),"
                                + " (SELECT count(*) FROM billing.voucher), (SELECT count(*) FROM billing.customer_order),"
                                + " (SELECT count(*) FROM billing.refund), (SELECT count(*) FROM billing.checkout)");
    }

    @ParameterizedTest
    @MethodSource("changing")
    void everyChangingRouteHasOneEffectAndOneAnswer(Route route) throws Exception {
        UUID thing = visitor.thing(wallet);
        String key = UUID.randomUUID().toString();
        Answer first = call(route, thing, key);
        List<?> once = booked();
        Answer again = call(route, thing, key);
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.raw().body()).isEqualTo(first.raw().body());
        assertThat(again.header("content-type")).isEqualTo(first.header("content-type"));
        assertThat(booked()).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("changing")
    void noChangingRouteIsCalledWithoutAKey(Route route) throws Exception {
        String token = route.who() == Who.ADMIN ? admin : member;
        UUID thing = UUID.randomUUID();
        String body = route.body(thing);
        HttpRequest.Builder request = visitor.request(route.path(wallet.tenant(), thing), token);
        Answer refused =
                visitor.send(
                        body == null
                                ? request.method(route.method(), BodyPublishers.noBody())
                                : request.header("content-type", "application/json")
                                        .method(route.method(), BodyPublishers.ofString(body)));
        refused.assertProblem(400);
        assertThat(refused.code()).isEqualTo("idempotency_key_missing");
    }

    private Answer credit(String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                visitor.request("/v1/tenants/" + wallet.tenant() + "/credits", admin)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        for (String header : headers) {
            request.header(IdempotencyKey.HEADER, header);
        }
        return visitor.send(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\" \"",
                "\"a",
                "a\"",
                "\"a\"b\"",
                "\"a\";p=1",
                "a b",
                "\"\\a\"",
                "\"a\", \"b\""
            })
    void aMalformedKeyIsRefused(String key) throws Exception {
        Answer refused = credit(CREDIT, key);
        refused.assertProblem(400);
        assertThat(refused.code()).isEqualTo("idempotency_key_malformed");
        assertThat(posted()).isEqualTo(1_000_000);
    }

    @Test
    void twoKeysOrALongOneAreRefused() throws Exception {
        assertThat(credit(CREDIT, "a", "b").code()).isEqualTo("idempotency_key_malformed");
        assertThat(credit(CREDIT, "k".repeat(201)).code()).isEqualTo("idempotency_key_malformed");
        assertThat(credit(CREDIT, "k".repeat(200)).status()).isEqualTo(200);
    }

    @Test
    void aKeyIsTheSameInQuotesAndWithout() throws Exception {
        Answer first = credit(CREDIT, "a-key");
        Answer again = credit(CREDIT, "\"a-key\"");
        assertThat(again.raw().body()).isEqualTo(first.raw().body());
        assertThat(posted()).isEqualTo(1_000_001);
    }

    @Test
    void aKeyIsItsCallersAndItsRoutes() throws Exception {
        credit(CREDIT, "mine");
        String mine = admin;
        admin = visitor.tokens().admin(UUID.randomUUID());
        String other = "{\"tokensMicro\": 2, \"reason\": \"thanks\"}";
        assertThat(credit(other, "theirs").status()).isEqualTo(200);
        admin = mine;
        wallet = visitor.books().wallet(1_000_000);
        assertThat(credit(other, "mine").status()).isEqualTo(200);
        assertThat(posted()).isEqualTo(1_000_002);
    }

    @Test
    void aRefusedCallMayBeSentAgainUnderItsKey() throws Exception {
        String wish = "{\"tokensMicro\": -2000000, \"reason\": \"a mistake\"}";
        assertThat(credit(wish, "k").code()).isEqualTo("insufficient");
        credit("{\"tokensMicro\": 1000000, \"reason\": \"more\"}", "more");
        assertThat(credit(wish, "k").status()).isEqualTo(200);
        assertThat(posted()).isZero();
    }

    @Test
    void aCallWhoseProcessDiedIsBusyForAWhileAndThenRunsWithoutASecondEffect() throws Exception {
        Answer first = credit(CREDIT, "k");
        String died =
                "UPDATE billing.idempotency SET status = NULL, answer = NULL WHERE route LIKE ?";
        visitor.books().run(died, "%" + wallet.tenant() + "%");
        Answer busy = credit(CREDIT, "k");
        busy.assertProblem(409);
        assertThat(busy.code()).isEqualTo("idempotency_key_in_use");
        assertThat(busy.header("retry-after")).isEqualTo("1");
        age("2 minutes");
        assertThat(credit(CREDIT, "k").raw().body()).isEqualTo(first.raw().body());
        assertThat(posted()).isEqualTo(1_000_001);
    }

    @Test
    void anAnswerIsKeptForADay() throws Exception {
        credit(CREDIT, "k");
        age("23 hours 59 minutes");
        assertThat(kept()).isOne();
        credit(CREDIT, "another");
        assertThat(kept()).isEqualTo(2);
        age("1 minute");
        credit(CREDIT, "a third");
        assertThat(kept()).as("the oldest is forgotten").isEqualTo(2);
    }

    private void age(String time) throws Exception {
        visitor.books()
                .run(
                        "UPDATE billing.idempotency SET claimed_at = claimed_at - ?::interval WHERE route LIKE ?",
                        time,
                        "%" + wallet.tenant() + "%");
    }

    private long kept() throws Exception {
        return visitor.books()
                .number(
                        "SELECT count(*) FROM billing.idempotency WHERE route LIKE ?",
                        "%" + wallet.tenant() + "%");
    }

    private long posted() throws Exception {
        return visitor.books()
                .number("SELECT posted FROM billing.wallet WHERE id = ?", wallet.id());
    }
}
