package dev.aibridge.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.gateway.knowledge.Defaults;
import dev.aibridge.gateway.knowledge.Room;
import dev.aibridge.gateway.knowledge.TestDatabase;
import dev.aibridge.gateway.knowledge.TestDatabase.Customer;
import dev.aibridge.gateway.refusal.Refusals;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

    private static final Authentication INVALID =
            new Authentication.Refused(Refusals.invalidApiKey());

    private static TestDatabase database;

    private Room room;
    private Pool pool;
    private Authenticator authenticator;

    @BeforeAll
    static void makeDatabase() throws SQLException {
        database = new TestDatabase();
        database.run("CREATE EXTENSION pg_stat_statements");
    }

    @AfterAll
    static void closeDatabase() throws SQLException {
        database.close();
    }

    @BeforeEach
    void listen() {
        start(Map.of());
    }

    private void start(Map<String, String> knowledge) {
        room = new Room(database, knowledge);
        room.listen();
        await().until(room.hearing::listening);
        pool =
                PgBuilder.pool()
                        .using(room.vertx)
                        .connectingTo(room.address)
                        .with(new PoolOptions().setMaxSize(4))
                        .build();
        AuthConfig config =
                Defaults.of(AuthConfig.class, Map.of("aibridge.auth.pepper", TestDatabase.PEPPER));
        KeyLookup lookup = new KeyLookup(pool, room.clock, config);
        KeyDirectory directory =
                new KeyDirectory(lookup, room.changes, room.hearing, config, room.metrics);
        authenticator = new Authenticator(room.vertx, directory, room.clock, config);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private static MultiMap bearer(ApiKey key) {
        return MultiMap.caseInsensitiveMultiMap().add("Authorization", "Bearer " + key.secret());
    }

    private Authentication ask(MultiMap headers) {
        return authenticator.authenticate(headers).toCompletionStage().toCompletableFuture().join();
    }

    private Caller caller(ApiKey key) {
        return ((Authentication.Known) ask(bearer(key))).caller();
    }

    private static boolean isStatus(Authentication answer, int status) {
        return answer instanceof Authentication.Refused refused
                && refused.refusal().status() == status;
    }

    private void awaitWithinASecond(ApiKey key, Predicate<Authentication> expected) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(1))
                .until(() -> expected.test(ask(bearer(key))));
    }

    @Test
    void aKeyIsItsCaller() throws SQLException {
        Customer customer = database.customer();
        Caller caller = caller(customer.key());
        assertThat(caller.keyId()).isEqualTo(customer.keyId());
        assertThat(caller.tenantId()).isEqualTo(customer.tenant());
        assertThat(caller.walletId()).isEqualTo(customer.wallet());
        assertThat(caller.keyRpm()).isEqualTo(600);
        assertThat(caller.hasTenantRpm()).isFalse();
        assertThat(caller.suspended()).isFalse();
        assertThat(caller.allows("any")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization", "x-api-key", "X-Goog-Api-Key"})
    void aKeyIsTakenFromEachOfItsHeaders(String header) throws SQLException {
        ApiKey key = database.customer().key();
        String value =
                header.equalsIgnoreCase("authorization")
                        ? "bEARER  " + key.secret() + " "
                        : key.secret();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(header, value);
        assertThat(ask(headers)).isInstanceOf(Authentication.Known.class);
    }

    @Test
    void limitsAndAllowlistsOfTenantAndKeyCombine() throws SQLException {
        Customer customer = database.customer();
        database.run(
                "UPDATE accounts.tenant SET rpm = 30, allowed_models = '{a,b}' WHERE id = ?",
                customer.tenant());
        database.run(
                "UPDATE accounts.api_key SET rpm = 10, allowed_models = '{b,c}' WHERE id = ?",
                customer.keyId());
        Caller caller = caller(customer.key());
        assertThat(caller.keyRpm()).isEqualTo(10);
        assertThat(caller.tenantRpm()).isEqualTo(30);
        assertThat(List.of("a", "b", "c").stream().filter(caller::allows)).containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer sk-sandbox-openai",
                "Bearer ab-",
                "Bearer ab-0000000000000000000000000000000000000x",
                "Basic YWI6YWI=",
                "ab-00000000000000000000000000000000000000",
            })
    void junkIsRefusedWithoutAskingTheDatabase(String value) {
        room.cable.cut();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Authorization", value);
        assertThat(ask(headers)).isEqualTo(INVALID);
    }

    @Test
    void aWrongCheckSumOrASchemeThatIsNotOursIsJunk() throws SQLException {
        String secret = database.customer().key().secret();
        String flipped = secret.substring(0, 40) + (secret.endsWith("0") ? '1' : '0');
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        assertThat(ask(headers)).isEqualTo(INVALID);
        assertThat(ask(headers.add("x-api-key", flipped))).isEqualTo(INVALID);
        assertThat(ask(headers.set("Authorization", secret))).isEqualTo(INVALID);
        assertThat(ask(headers.set("Authorization", "Token " + secret))).isEqualTo(INVALID);
        assertThat(ask(headers.set("Authorization", "Bearer " + secret)))
                .isInstanceOf(Authentication.Known.class);
    }

    @Test
    void everyBadKeyGetsTheSameAnswer() throws SQLException {
        Customer disabled = database.customer();
        database.run("UPDATE accounts.api_key SET disabled = true WHERE id = ?", disabled.keyId());
        Customer expired = database.customer();
        database.run(
                "UPDATE accounts.api_key SET expires_at = now() - interval '1 s' WHERE id = ?",
                expired.keyId());
        Customer longExpired = database.customer();
        database.run(
                "UPDATE accounts.api_key SET expires_at = '-infinity' WHERE id = ?",
                longExpired.keyId());
        Customer closed = database.customer();
        database.run("UPDATE accounts.tenant SET status = 'closed' WHERE id = ?", closed.tenant());
        for (ApiKey key :
                List.of(
                        ApiKey.generate(),
                        disabled.key(),
                        expired.key(),
                        longExpired.key(),
                        closed.key())) {
            assertThat(ask(bearer(key))).isEqualTo(INVALID);
            assertThat(ask(bearer(key))).as("remembered").isEqualTo(INVALID);
        }
    }

    @Test
    void aKeyThatNeverExpiresIsKnown() throws SQLException {
        Customer customer = database.customer();
        database.run(
                "UPDATE accounts.api_key SET expires_at = 'infinity' WHERE id = ?",
                customer.keyId());
        assertThat(ask(bearer(customer.key()))).isInstanceOf(Authentication.Known.class);
    }

    @Test
    void twoDifferentKeysOfOursAreAConflictAndTheSameTwiceIsNot() throws SQLException {
        ApiKey key = database.customer().key();
        MultiMap same = bearer(key).add("x-api-key", key.secret());
        assertThat(ask(same)).isInstanceOf(Authentication.Known.class);
        MultiMap two = bearer(key).add("x-api-key", ApiKey.generate().secret());
        assertThat(ask(two)).isEqualTo(new Authentication.Refused(Refusals.conflictingKeys()));
        MultiMap twice = bearer(key).add("Authorization", "Bearer " + ApiKey.generate().secret());
        assertThat(isStatus(ask(twice), 400)).isTrue();
        MultiMap foreign = bearer(key).add("x-api-key", "sk-ant-something-else");
        assertThat(ask(foreign)).isInstanceOf(Authentication.Known.class);
    }

    @Test
    void aKeyExpiresByTheDatabasesClockWhileItIsRemembered() throws SQLException {
        Customer customer = database.customer();
        database.run(
                "UPDATE accounts.api_key SET expires_at = now() + interval '1 h' WHERE id = ?",
                customer.keyId());
        room.hearAll(database);
        assertThat(ask(bearer(customer.key()))).isInstanceOf(Authentication.Known.class);
        // The cable is cut so that the listener does not set the clock right again.
        room.cable.cut();
        await().until(() -> !room.hearing.listening());
        room.clock.learn(System.currentTimeMillis() + Duration.ofHours(2).toMillis());
        assertThat(ask(bearer(customer.key()))).isEqualTo(INVALID);
    }

    @Test
    void aSuspendedTenantIsKnownAndATenantWithoutWalletHasNoMoney() throws SQLException {
        Customer suspended = database.customer();
        assertThat(caller(suspended.key()).suspended()).isFalse();
        database.run(
                "UPDATE accounts.tenant SET status = 'suspended' WHERE id = ?", suspended.tenant());
        awaitWithinASecond(
                suspended.key(),
                answer -> answer instanceof Authentication.Known k && k.caller().suspended());
        Customer poor = database.customer();
        database.run("DELETE FROM billing.wallet WHERE id = ?", poor.wallet());
        assertThat(isStatus(ask(bearer(poor.key())), 402)).isTrue();
    }

    @Test
    void aRevokedKeyIsRefusedWithinASecond() throws SQLException {
        for (String revocation :
                List.of(
                        "UPDATE accounts.api_key SET disabled = true WHERE id = ?",
                        "UPDATE accounts.api_key SET expires_at = now() WHERE id = ?",
                        "DELETE FROM accounts.api_key WHERE id = ?")) {
            Customer customer = database.customer();
            room.hearAll(database);
            assertThat(ask(bearer(customer.key()))).isInstanceOf(Authentication.Known.class);
            database.run(revocation, customer.keyId());
            awaitWithinASecond(customer.key(), INVALID::equals);
        }
        Customer customer = database.customer();
        assertThat(ask(bearer(customer.key()))).isInstanceOf(Authentication.Known.class);
        database.run(
                "UPDATE accounts.tenant SET status = 'closed' WHERE id = ?", customer.tenant());
        awaitWithinASecond(customer.key(), INVALID::equals);
    }

    @Test
    void aKeyRevokedWhileTheListenerIsCutIsRefusedWhenItIsBack() throws SQLException {
        Customer customer = database.customer();
        room.hearAll(database);
        assertThat(ask(bearer(customer.key()))).isInstanceOf(Authentication.Known.class);
        room.cable.cut();
        await().until(() -> !room.hearing.listening());
        database.run("UPDATE accounts.api_key SET disabled = true WHERE id = ?", customer.keyId());
        assertThat(ask(bearer(customer.key()))).isInstanceOf(Authentication.Known.class);
        room.cable.mend();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> INVALID.equals(ask(bearer(customer.key()))));
    }

    @Test
    void aDeafGatewayAsksAgainSoon() throws SQLException {
        room.close();
        start(
                Map.of(
                        "aibridge.knowledge.deaf-ttl", "200ms",
                        "aibridge.knowledge.min-backoff", "1h",
                        "aibridge.knowledge.max-backoff", "1h"));
        Customer customer = database.customer();
        room.hearAll(database);
        assertThat(ask(bearer(customer.key()))).isInstanceOf(Authentication.Known.class);
        room.cable.cut();
        await().until(() -> !room.hearing.listening());
        room.cable.mend();
        database.run("UPDATE accounts.api_key SET disabled = true WHERE id = ?", customer.keyId());
        awaitWithinASecond(customer.key(), INVALID::equals);
        assertThat(room.hearing.listening()).isFalse();
    }

    @Test
    void aRememberedKeyIsServedForAWhileWithoutTheDatabaseAndOthersGet503() throws SQLException {
        room.close();
        start(
                Map.of(
                        "aibridge.knowledge.deaf-ttl", "100ms",
                        "aibridge.knowledge.grace", "1500ms"));
        Customer remembered = database.customer();
        Customer other = database.customer();
        room.hearAll(database);
        assertThat(ask(bearer(remembered.key()))).isInstanceOf(Authentication.Known.class);
        room.cable.cut();
        await().until(() -> !room.hearing.listening());
        assertThat(isStatus(ask(bearer(other.key())), 503)).isTrue();
        await().during(Duration.ofMillis(500))
                .until(() -> ask(bearer(remembered.key())) instanceof Authentication.Known);
        await().atMost(Duration.ofSeconds(3))
                .until(() -> isStatus(ask(bearer(remembered.key())), 503));
        room.cable.mend();
        await().until(() -> ask(bearer(remembered.key())) instanceof Authentication.Known);
        assertThat(ask(bearer(other.key()))).isInstanceOf(Authentication.Known.class);
    }

    @Test
    void manyRequestsWithANewKeyAskOnceAndAreAnsweredOnTheirOwnEventLoop() throws Exception {
        Customer customer = database.customer();
        room.hearAll(database);
        database.run("SELECT pg_stat_statements_reset()");
        int requests = 200;
        CountDownLatch done = new CountDownLatch(requests);
        Queue<Boolean> ownContext = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < requests; i++) {
            Context context = ((VertxInternal) room.vertx).createEventLoopContext();
            context.runOnContext(
                    ignored ->
                            authenticator
                                    .authenticate(bearer(customer.key()))
                                    .onComplete(
                                            result -> {
                                                boolean own =
                                                        context.equals(Vertx.currentContext());
                                                ownContext.add(result.succeeded() && own);
                                                done.countDown();
                                            }));
        }
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(ownContext).hasSize(requests).doesNotContain(false);
        String calls =
                "SELECT sum(calls) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid"
                        + " WHERE d.datname = current_database() AND query LIKE '%accounts.api_key k%'";
        assertThat(database.ask(calls)).isEqualTo("1");
    }
}
