package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.billing.alerts.PostOffice;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.books.Wallet;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What tenants are told about their money: once, by mail and by signed webhook.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = PostOffice.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class AlertsTest {

    private static final long TOKEN = 1_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Wallet wallet;
    private UUID owner;
    private String token;
    private Receiver receiver;

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        wallet = visitor.books().wallet(2_000 * TOKEN);
        owner = visitor.member(wallet);
        token = visitor.tokens().customer(owner);
        receiver = new Receiver();
    }

    @AfterEach
    void leave() throws Exception {
        assertThat(visitor.books().broken()).isEmpty();
        receiver.close();
        visitor.close();
    }

    private String home() {
        return "/v1/tenants/" + wallet.tenant() + "/alerts";
    }

    private Answer rule(String kind, long threshold) throws Exception {
        return visitor.call(
                "POST",
                home() + "/rules",
                token,
                "{\"kind\": \"%s\", \"threshold\": %d}".formatted(kind, threshold));
    }

    private JsonNode endpoint() throws Exception {
        Answer answer =
                visitor.call(
                        "POST",
                        home() + "/endpoints",
                        token,
                        "{\"url\": \"%s\"}".formatted(receiver.url()));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return answer.json();
    }

    private void move(long tokens) throws Exception {
        visitor.books()
                .ask(
                        "SELECT billing.post_credit(?, ?, 'adjustment', 'moved', 'test', ?)",
                        wallet.id(),
                        tokens * TOKEN,
                        UUID.randomUUID().toString());
    }

    private long alerts() throws Exception {
        return visitor.books()
                .number("SELECT count(*) FROM billing.alert WHERE tenant_id = ?", wallet.tenant());
    }

    /// Has every level compared now, after whatever was written before.
    private void look() throws Exception {
        visitor.books().ask("SELECT billing.cross_alerts('balance')");
        visitor.books().ask("SELECT billing.cross_alerts('days')");
    }

    private JsonNode mails() throws Exception {
        return PostOffice.mails(owner + "@example.com");
    }

    private JsonNode deliveries() throws Exception {
        return visitor.get(home() + "/deliveries", token).json().path("items");
    }

    @Test
    void itTellsOnceAndAgainOnlyAfterTheBalanceWasWellAbove() throws Exception {
        rule("balance", 1_000 * TOKEN);
        look();
        assertThat(alerts()).isZero();

        move(-1_001);
        look();
        assertThat(alerts()).isEqualTo(1);

        move(-100);
        move(150);
        look();
        move(-200);
        look();
        assertThat(alerts()).as("it went to 1,049: not 10 %% above").isEqualTo(1);

        move(251);
        look();
        move(-101);
        look();
        assertThat(alerts()).as("it went to 1,100, then to 999").isEqualTo(2);
    }

    @Test
    void exactlyTheThresholdIsNotBelowIt() throws Exception {
        rule("balance", 1_000 * TOKEN);
        move(-1_000);
        look();
        assertThat(alerts()).isZero();
    }

    @Test
    void twentyWhoLookAtOnceTellOnce() throws Exception {
        rule("balance", 1_000 * TOKEN);
        rule("balance", 500 * TOKEN);
        move(-1_900);
        Callable<Object> look =
                () -> {
                    look();
                    return true;
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (Future<Object> one : threads.invokeAll(Collections.nCopies(20, look))) {
                one.get();
            }
        }
        assertThat(alerts()).isEqualTo(2);
        await().atMost(Counter.SOON).until(() -> mails().size() == 2);
    }

    @Test
    void theOwnerHasAMailInTheirLanguage() throws Exception {
        visitor.books().run("UPDATE accounts.person SET language = 'zh' WHERE subject = ?", owner);
        rule("balance", 1_000 * TOKEN);
        move(-1_500);
        await().atMost(Counter.SOON).until(() -> mails().size() == 1);
        assertThat(mails().get(0).toString()).contains("500", "1,000", "充值");
        await().atMost(Counter.SOON)
                .until(() -> deliveries().get(0).path("state").asText().equals("done"));
    }

    @Test
    void daysAreThoseThatTheBalanceLastsAtTheLastWeeksRate() throws Exception {
        rule("days", 7);
        look();
        assertThat(alerts()).as("nothing was used").isZero();
        visitor.books()
                .run(
                        "INSERT INTO usage.total (tenant_id, span, starts_at, key_id, model_id, requests, failed,"
                                + " counts, charge, paid) VALUES (?, 'hour', date_trunc('hour', now()), ?, 'm', 1, 0,"
                                + " '{}', 0, ?)",
                        wallet.tenant(),
                        UUID.randomUUID(),
                        2_001 * TOKEN);
        look();
        visitor.books().run("DELETE FROM usage.total WHERE tenant_id = ?", wallet.tenant());
        assertThat(alerts()).isEqualTo(1);
        assertThat(
                        visitor.books()
                                .number(
                                        "SELECT (data ->> 'days')::bigint FROM billing.alert WHERE tenant_id = ?",
                                        wallet.tenant()))
                .isEqualTo(6);
        await().atMost(Counter.SOON).until(() -> mails().size() == 1);
        assertThat(mails().get(0).toString()).contains("about 6");
    }

    @Test
    void anEndpointIsToldWithASignatureThatItsSecretMakes() throws Exception {
        JsonNode added = endpoint();
        rule("balance", 1_000 * TOKEN);
        move(-1_500);
        await().atMost(Counter.SOON).until(() -> receiver.calls().size() == 1);

        Receiver.Call call = receiver.calls().getFirst();
        JsonNode body = JSON.readTree(call.body());
        assertThat(body.path("type").asText()).isEqualTo("balance.low");
        assertThat(body.path("data").path("balanceMicro").asLong()).isEqualTo(500 * TOKEN);
        String time = call.signature().replaceAll("t=([0-9]+),.*", "$1");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        added.path("secret").asText().getBytes(StandardCharsets.UTF_8),
                        "HmacSHA256"));
        String signed =
                HexFormat.of()
                        .formatHex(
                                mac.doFinal(
                                        (time + "." + call.body())
                                                .getBytes(StandardCharsets.UTF_8)));
        assertThat(call.signature()).isEqualTo("t=" + time + ",v1=" + signed);
        assertThat(visitor.get(home(), token).raw().body())
                .contains(receiver.url())
                .doesNotContain("whsec_");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 302, 404})
    void whatDoesNotArriveIsTriedAgainWordForWord(int status) throws Exception {
        JsonNode added = endpoint();
        receiver.answer(status);
        test(added, 204);
        await().atMost(Counter.SOON).until(() -> receiver.calls().size() >= 2);
        assertThat(deliveries().get(0).path("answer").asText()).isEqualTo("answered " + status);
        receiver.answer(204);
        await().atMost(Counter.SOON)
                .until(() -> deliveries().get(0).path("state").asText().equals("done"));
        assertThat(receiver.calls().stream().map(Receiver.Call::body).distinct()).hasSize(1);
        assertThat(deliveries().get(0).path("to").asText()).isEqualTo(receiver.url());
    }

    @Test
    void afterThreeDaysItIsGivenUp() throws Exception {
        JsonNode added = endpoint();
        receiver.answer(500);
        test(added, 204);
        await().atMost(Counter.SOON).until(() -> !receiver.calls().isEmpty());
        visitor.books()
                .run(
                        "UPDATE billing.delivery SET made_at = now() - interval '73 hours', due_at = now()"
                                + " WHERE tenant_id = ?",
                        wallet.tenant());
        await().atMost(Counter.SOON)
                .until(() -> deliveries().get(0).path("state").asText().equals("given_up"));
    }

    @Test
    void anEndpointThatWasRemovedHearsNothingMore() throws Exception {
        JsonNode added = endpoint();
        String path = home() + "/endpoints/" + added.path("endpoint").path("id").asText();
        assertThat(visitor.call("DELETE", path, token, null).status()).isEqualTo(204);
        visitor.call("DELETE", path, token, null).assertProblem(404);
        test(added, 404);
        rule("balance", 1_000 * TOKEN);
        move(-1_500);
        await().atMost(Counter.SOON).until(() -> mails().size() == 1);
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void aRuleThatWasRemovedTellsNothing() throws Exception {
        String id = rule("balance", 1_000 * TOKEN).json().path("id").asText();
        assertThat(visitor.call("DELETE", home() + "/rules/" + id, token, null).status())
                .isEqualTo(204);
        move(-1_500);
        look();
        assertThat(alerts()).isZero();
        assertThat(rule("balance", 1_000 * TOKEN).status()).isEqualTo(201);
    }

    @Test
    void theSameRuleIsThereOnceAndNoMoreThanTheMost() throws Exception {
        for (int i = 1; i <= 20; i++) {
            assertThat(rule("days", i).status()).isEqualTo(201);
        }
        assertThat(rule("days", 20).code()).isEqualTo("alert_exists");
        assertThat(rule("days", 21).code()).isEqualTo("alert_exists");
        assertThat(visitor.get(home(), token).json().path("rules")).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\": \"balance\", \"threshold\": 0}",
                "{\"kind\": \"balance\", \"threshold\": -1}",
                "{\"kind\": \"balance\", \"threshold\": 10000000000000001}",
                "{\"kind\": \"balance\", \"threshold\": 1.5}",
                "{\"kind\": \"balance\", \"threshold\": \"1\"}",
                "{\"kind\": \"days\", \"threshold\": 366}",
                "{\"kind\": \"<b>\", \"threshold\": 1}",
                "{\"kind\": null, \"threshold\": 1}"
            })
    void whatIsNoRuleIsRefused(String body) throws Exception {
        visitor.call("POST", home() + "/rules", token, body).assertProblem(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com", "not a url", "http://user@127.0.0.1/", "https://"})
    void whatIsNoAddressIsRefused(String url) throws Exception {
        Answer answer =
                visitor.call(
                        "POST", home() + "/endpoints", token, "{\"url\": \"%s\"}".formatted(url));
        answer.assertProblem(400);
        assertThat(answer.code()).isEqualTo("webhook_url");
    }

    private void test(JsonNode added, int status) throws Exception {
        String path = home() + "/endpoints/" + added.path("endpoint").path("id").asText() + "/test";
        assertThat(visitor.call("POST", path, token, null).status()).isEqualTo(status);
    }
}
