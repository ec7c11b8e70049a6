package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.billing.alerts.PostOffice;
import dev.aibridge.billing.books.Take;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.common.usage.UsageEvent;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What tenants are told about their spend caps: once for each cap, window and percentage.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = PostOffice.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class CapAlertsTest {

    /// What 1,000 tokens of input cost: the caps are this much.
    private static final long CAP = 1_000 * Usage.INPUT;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Wallet wallet;
    private UUID key;
    private UUID owner;
    private String token;
    private Receiver receiver;

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        wallet = visitor.books().wallet(100 * CAP);
        key = visitor.books().key(wallet);
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
        return "/v1/tenants/" + wallet.tenant();
    }

    private String rule(long percent) throws Exception {
        Visitor.Answer added =
                visitor.call(
                        "POST",
                        home() + "/alerts/rules",
                        token,
                        "{\"kind\": \"cap\", \"threshold\": %d}".formatted(percent));
        assertThat(added.status()).as(added.raw().body()).isEqualTo(201);
        return added.json().path("id").asText();
    }

    private void cap(String where, String window, long micro) throws Exception {
        Visitor.Answer set =
                visitor.call(
                        "PUT",
                        home() + where + "/caps/" + window,
                        token,
                        "{\"capMicro\": %d}".formatted(micro));
        assertThat(set.status()).as(set.raw().body()).isEqualTo(200);
    }

    private void keyCap(String window, long micro) throws Exception {
        cap("/keys/" + key, window, micro);
    }

    /// Has the key use so many tokens of input.
    private void use(long inputTokens) throws Exception {
        UUID holder = visitor.books().holder();
        long micro = inputTokens * Usage.INPUT;
        Take take = take(holder, micro);
        assertThat(take.outcome()).isEqualTo("granted");
        visitor.books().ship(Usage.of(holder, 1, wallet, inputTokens).by(key, true).event());
        await().atMost(Counter.SOON)
                .until(
                        () ->
                                visitor.books()
                                                .number(
                                                        "SELECT settled FROM billing.lease WHERE holder_id = ?",
                                                        holder)
                                        == micro);
    }

    private Take take(UUID holder, long micro) throws Exception {
        return visitor.books().take(holder, wallet.id(), 0, 0, micro, micro, key);
    }

    /// Has every cap looked at now, after whatever was written before.
    private void look() throws Exception {
        visitor.books().ask("SELECT billing.cross_cap_alerts()");
    }

    /// The percentages that were told, in the order of telling.
    private List<Long> told() throws Exception {
        look();
        return visitor
                .books()
                .rows(
                        "SELECT (data ->> 'percent')::bigint FROM billing.alert WHERE tenant_id = ?"
                                + " ORDER BY raised_at, 1",
                        wallet.tenant())
                .stream()
                .map(row -> (Long) row.getFirst())
                .toList();
    }

    @Test
    void eachPercentageIsToldOnceByMailAndBySignedWebhook() throws Exception {
        visitor.call(
                "POST",
                home() + "/alerts/endpoints",
                token,
                "{\"url\": \"%s\"}".formatted(receiver.url()));
        rule(80);
        rule(100);
        keyCap("day", CAP);
        use(799);
        assertThat(told()).isEmpty();
        use(1);
        assertThat(told()).containsExactly(80L);
        use(100);
        assertThat(told()).containsExactly(80L);
        use(100);
        assertThat(told()).containsExactly(80L, 100L);

        await().atMost(Counter.SOON)
                .until(() -> PostOffice.mails(owner + "@example.com").size() == 2);
        assertThat(PostOffice.mails(owner + "@example.com").toString())
                .contains("has used 80 % of a spend cap", "48 of the 60 tokens", "a day", "/quota");
        await().atMost(Counter.SOON).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls()).allMatch(call -> call.signature().startsWith("t="));
        assertWebhook();
    }

    /// That there was one of 80 %, with what a program needs.
    private void assertWebhook() throws Exception {
        JsonNode first = JSON.createObjectNode();
        for (Receiver.Call call : receiver.calls()) {
            JsonNode body = JSON.readTree(call.body());
            assertThat(body.path("type").asText()).isEqualTo("cap.reached");
            if (body.at("/data/percent").asLong() == 80) {
                first = body.path("data");
            }
        }
        assertThat(first.path("keyId").asText()).isEqualTo(key.toString());
        assertThat(first.path("keyName").asText()).isEqualTo("a key");
        assertThat(first.path("window").asText()).isEqualTo("day");
        assertThat(first.path("usedMicro").asLong()).isEqualTo(800 * Usage.INPUT);
        assertThat(first.path("capMicro").asLong()).isEqualTo(CAP);
        assertThat(first.path("endsAt").asText()).endsWith("T00:00:00Z");
    }

    @Test
    void aHigherCapArmsWhatItIsNoLongerUsedTo() throws Exception {
        rule(80);
        rule(100);
        keyCap("month", CAP);
        use(1_000);
        assertThat(told()).containsExactly(80L, 100L);
        keyCap("month", CAP + CAP / 10);
        assertThat(told()).as("90 % are used still").hasSize(2);
        keyCap("month", 2 * CAP);
        assertThat(told()).hasSize(2);
        use(600);
        assertThat(told()).containsExactly(80L, 100L, 80L);
    }

    @Test
    void aNewWindowTellsAgain() throws Exception {
        rule(80);
        keyCap("week", CAP);
        use(900);
        assertThat(told()).hasSize(1);
        visitor.books()
                .run(
                        "UPDATE billing.budget SET starts_at = starts_at - interval '7 days',"
                                + " ends_at = ends_at - interval '7 days' WHERE tenant_id = ?",
                        wallet.tenant());
        assertThat(told()).as("nothing was used since the window ended").hasSize(1);
        use(1);
        assertThat(told()).as("what was used in the new window counts there").hasSize(2);
    }

    @Test
    void aCapOfTheTenantIsOverAllItsKeysAndNamesNone() throws Exception {
        rule(50);
        cap("", "total", CAP);
        use(500);
        assertThat(told()).containsExactly(50L);
        assertThat(
                        visitor.books()
                                .rows(
                                        "SELECT data -> 'keyId', data -> 'endsAt' FROM billing.alert"
                                                + " WHERE tenant_id = ?",
                                        wallet.tenant())
                                .getFirst()
                                .toString())
                .isEqualTo("[null, null]");
        await().atMost(Counter.SOON)
                .until(
                        () ->
                                PostOffice.mails(owner + "@example.com")
                                        .toString()
                                        .contains("may use in all"));
    }

    @Test
    void twoCapsOfOneRuleAreToldApart() throws Exception {
        rule(80);
        keyCap("day", CAP);
        keyCap("month", CAP);
        cap("", "week", CAP);
        use(800);
        assertThat(told()).containsExactly(80L, 80L, 80L);
    }

    @Test
    void whatIsLeftIsUsedUpWhenItIsTooLittleForARequest() throws Exception {
        rule(100);
        keyCap("day", CAP);
        use(950);
        assertThat(told()).isEmpty();
        assertThat(take(visitor.books().holder(), 51 * Usage.INPUT).outcome()).isEqualTo("capped");
        assertThat(told()).containsExactly(100L);
    }

    @Test
    void aLargeRequestThatIsRefusedIsNotTheEndOfACap() throws Exception {
        rule(100);
        keyCap("day", CAP);
        use(500);
        assertThat(take(visitor.books().holder(), 501 * Usage.INPUT).outcome()).isEqualTo("capped");
        assertThat(told()).isEmpty();
    }

    @Test
    void aKeyThatMaySpendNothingIsNoAlert() throws Exception {
        rule(1);
        keyCap("day", 0);
        assertThat(take(visitor.books().holder(), 1).outcome()).isEqualTo("capped");
        assertThat(told()).isEmpty();
    }

    @Test
    void aRuleThatWasRemovedTellsNothing() throws Exception {
        String id = rule(80);
        keyCap("day", CAP);
        visitor.call("DELETE", home() + "/alerts/rules/" + id, token, null);
        use(900);
        assertThat(told()).isEmpty();
        rule(80);
        assertThat(told()).containsExactly(80L);
    }

    @Test
    void twentyWhoLookAtOnceTellOnce() throws Exception {
        rule(80);
        rule(90);
        keyCap("day", CAP);
        use(900);
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
        assertThat(told()).containsExactly(80L, 90L);
    }

    @Test
    void theOwnerHasItInTheirLanguage() throws Exception {
        visitor.books().run("UPDATE accounts.person SET language = 'zh' WHERE subject = ?", owner);
        rule(80);
        keyCap("day", CAP);
        use(800);
        await().atMost(Counter.SOON)
                .until(
                        () ->
                                PostOffice.mails(owner + "@example.com")
                                        .toString()
                                        .contains("支出上限已用 80%"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 101})
    void whatIsNoPercentageIsRefused(long percent) throws Exception {
        visitor.call(
                        "POST",
                        home() + "/alerts/rules",
                        token,
                        "{\"kind\": \"cap\", \"threshold\": %d}".formatted(percent))
                .assertProblem(400);
    }

    @Test
    void nobodyElsesCapsAreTold() throws Exception {
        rule(80);
        Wallet other = visitor.books().wallet(CAP);
        visitor.books().cap(other, UsageEvent.SHARED, "day", CAP);
        visitor.books()
                .run("UPDATE billing.budget SET used = bound WHERE tenant_id = ?", other.tenant());
        assertThat(told()).isEmpty();
        visitor.books().cap(other, UsageEvent.SHARED, "day", null);
    }
}
